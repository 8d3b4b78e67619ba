import type { GateProgressView, GateState } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { gateLine, gateSteps } from "./gate-steps.ts";

const states = (progress: GateProgressView): readonly string[] => gateSteps(progress).map(({ state }) => state);
const judged = (verdict: "passed" | "rejected"): GateState => ({
  kind: "judged",
  verdict,
  reasons: [],
  confidence: 1,
  rulesVersion: 1,
  finishedAt: 0,
  runsAgain: false,
});
const running = { kind: "running", done: 3, total: 12, attempt: 1, startedAt: 0 } as const;

test.each<[GateProgressView, readonly string[]]>([
  [{ kind: "queued", ahead: 2, running: 1, queuedAt: 0 }, ["now", "waiting", "waiting", "waiting", "waiting"]],
  [{ ...running, step: null }, ["done", "now", "waiting", "waiting", "waiting"]],
  [{ ...running, step: "scenarios" }, ["done", "done", "done", "now", "waiting"]],
  [{ kind: "ended", state: judged("passed") }, ["done", "done", "done", "done", "done"]],
  [{ kind: "ended", state: judged("rejected") }, ["done", "done", "done", "done", "failed"]],
  [{ kind: "ended", state: { kind: "failed", failure: "No." } }, ["done", "waiting", "waiting", "waiting", "failed"]],
])("gateSteps of %j are %j", (progress, expected) => {
  expect(states(progress)).toEqual(expected);
});

test("gateLine says how many are ahead and how many runs are done", () => {
  expect(gateLine({ kind: "queued", ahead: 2, running: 1, queuedAt: 0 })).toBe(
    "Waits for its turn: 2 are ahead, 1 in the gate",
  );
  expect(gateLine({ ...running, step: "scenarios" })).toBe("Runs it through scenarios: 3 of 12 runs");
});

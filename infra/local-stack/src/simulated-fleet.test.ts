import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateTrace } from "@fleet-persona/demo-fleet";
import { afterEach, beforeEach, expect, test } from "vitest";
import { simulatedFleet } from "./simulated-fleet.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fp-simulated-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fleet = () => simulatedFleet({ trace: generateTrace({ seed: 1, seconds: 60 }), seconds: 60, seed: 1 }, folder);

test("simulatedFleet gives both other arms the same requests, and tells them apart", () => {
  const own = fleet();
  const [still, steered] = [own.imagined("default", 4), own.imagined("reactive", 4)];
  expect(steered.requests).toBe(still.requests);
  expect(still.breachSeconds).toBeGreaterThan(steered.breachSeconds);
  expect(own.imagined("default", 4)).toEqual(still);
});

test("simulatedFleet reads the runs that the agent has ended, and not a line it is still writing", () => {
  const own = fleet();
  const { outcomes } = JSON.parse(readFileSync(own.targetFile, "utf8")) as { outcomes: string };
  expect(own.lived()).toEqual([]);
  const outcome = {
    requests: 0,
    errors: 0,
    breachSeconds: 0,
    coreSeconds: 42.123,
    p50Ms: null,
    p95Ms: null,
    p99Ms: null,
  };
  appendFileSync(outcomes, `${JSON.stringify({ seed: 1, outcome })}\n{"seed":2,`);
  expect(own.lived()).toMatchObject([{ seed: 1, outcome: { coreSeconds: 42.12, p95Ms: 0, cacheHitRatio: null } }]);
});

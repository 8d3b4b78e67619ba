import { hasDrawn, noControls, type Decision } from "@fleet-persona/engine";
import { verifyBundle } from "@fleet-persona/persona";
import type { Assignment } from "@fleet-persona/protocol";
import { decodeDecisionRecord } from "@fleet-persona/protocol";
import { describe, expect, it } from "vitest";
import { loadPolicy } from "../policy/policy-runtime.ts";
import { tinyPolicy } from "../testing/tiny-onnx.fixture.ts";
import { temporaryState } from "../testing/toy-agent.fixture.ts";
import { assignmentOf, publisherKey, toyBundle, toyManifest } from "../testing/toy-persona.fixture.ts";
import { decide, deciderMemory, type Moment } from "./decide.ts";
import { decisionFrame } from "./decision-record.ts";
import { dryRun } from "./dry-run.ts";
import { engineFrame } from "./engine-settings.ts";
import { exploringOf } from "./exploring.ts";
import { replayOf, type Replay } from "./replay.ts";

const NOW = 1_790_000_000_000;
const experiment = {
  experimentId: "018f0000-0000-7000-8000-000000000006",
  arm: "bolder",
  marker: 17,
  explore: { everyMs: 5000 },
};
const description = {
  name: "toy",
  version: "1",
  attributes: [
    { name: "workers", kind: "range", min: 1, max: 16 },
    { name: "cache", kind: "choices", allowed: ["off", "long"] },
  ],
  cannot: [],
} as const;

/** A policy in doubt: the middle of the workers' range give or take a fifth, and every cache as likely. */
function doubtful(change: Partial<Assignment> = {}) {
  const state = temporaryState();
  const policyBytes = tinyPolicy(2, 4, [
    { name: "weights.workers", activation: "Sigmoid", bias: [0, -1.4] },
    { name: "weights.cache", activation: "Softmax", bias: [0, 0, 0] },
    { name: "value", activation: "Identity", bias: [0] },
  ]);
  const bundle = toyBundle({ policy: policyBytes });
  const verified = verifyBundle(bundle, { publisherKeys: [publisherKey.publicKey], expectedId: toyManifest.id });
  if (verified.kind === "refused") throw new TypeError(verified.message);
  const policy = loadPolicy(verified.persona, { emptyFolder: state.empty, limitMs: 1000 });
  const assignment = assignmentOf(bundle, { experiment, ...change });
  const running = { persona: verified.persona, policy, assignment, confidence: 0.9 };
  const dispose = (): void => {
    policy.release();
    state[Symbol.dispose]();
  };
  return { running, [Symbol.dispose]: dispose };
}

// A linear congruential generator: the same variates in every run.
function chances(): () => number {
  let state = 3;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function walk(running: Moment["running"], seconds: number) {
  let memory = deciderMemory(undefined);
  let config: Moment["config"] = { workers: 4, cache: "off" };
  const chance = chances();
  const taken: { decision: Decision; replay: Replay }[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const now = NOW + second * 1000;
    const frame = engineFrame({ running, description, hostBounds: {}, control: null, snapshot: config });
    const signals = { request_rate: { value: 100 + second, at: now }, latency_p95: { value: 40, at: now } };
    const exploring = exploringOf(running, frame.settings.attributes.length, chance);
    const moment = { running, lapsed: false, frame, controls: noControls, signals, config, now, exploring };
    const { memory: after, before, decision } = decide(memory, moment);
    memory = after;
    const parts = { memory: before, ...frame, controls: noControls, config, signals, triggered: [], now };
    taken.push({ decision, replay: replayOf({ ...parts, exploration: exploring }) });
    config = Object.fromEntries(decision.verdicts.map(({ attribute, final }) => [attribute, final]));
  }
  return taken;
}

// As a store that keeps no order of fields would give it back.
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([name, each]) => [name, shuffled(each)]));
}

describe("decide, exploring", () => {
  it("draws every five seconds within what may be set, and goes there", () => {
    using doubt = doubtful();
    const taken = walk(doubt.running, 40);
    expect(taken.map(({ decision }) => hasDrawn(decision))).toEqual(taken.map((_, second) => second % 5 === 0));
    const caches = taken.map(({ decision }) => decision.verdicts.find(({ attribute }) => attribute === "cache")?.final);
    expect(new Set(caches)).toEqual(new Set(["off", "long"]));
    const [first] = taken;
    expect(first?.decision.exploration?.samples["cache"]?.logProbability).toBeCloseTo(Math.log(0.5), 6);
  });

  it("draws nothing on an arm that does not explore, or outside experiments", () => {
    for (const told of [{ ...experiment, explore: null }, undefined]) {
      using doubt = doubtful();
      const { experiment: _mine, ...assignment } = doubt.running.assignment;
      const running = {
        ...doubt.running,
        assignment: told === undefined ? assignment : { ...assignment, experiment: told },
      };
      for (const { decision, replay } of walk(running, 3)) {
        expect(decision).not.toHaveProperty("exploration");
        expect(replay).not.toHaveProperty("exploration");
      }
    }
  });
});

describe("dryRun, of an exploring decision", () => {
  it("gives the same decision again from the journal, and from a store that keeps no order", () => {
    using doubt = doubtful();
    for (const { decision, replay } of walk(doubt.running, 12)) {
      for (const kept of [JSON.parse(JSON.stringify(replay)) as Replay, shuffled(replay) as Replay])
        expect(dryRun(doubt.running, decision, kept, {})).toEqual(decision);
    }
  });

  it("draws from the same variates within other bounds", () => {
    using doubt = doubtful();
    const [first] = walk(doubt.running, 1);
    if (first === undefined) throw new TypeError("one decision was taken");
    const bounds = { workers: { kind: "range", min: 4, max: 5 } } as const;
    const other = dryRun(doubt.running, first.decision, first.replay, { bounds });
    expect(other.exploration?.samples).toEqual(first.decision.exploration?.samples);
    expect(Number(other.verdicts.find(({ attribute }) => attribute === "workers")?.final)).toBeLessThanOrEqual(5);
  });
});

describe("decide, with the fallback asked in the policy's place", () => {
  it("does not ask the policy", () => {
    using doubt = doubtful({ settings: { decider: "fallback", confidenceFloor: 0 } });
    const infer = (): never => {
      throw new TypeError("it was asked");
    };
    const running = { ...doubt.running, policy: { infer, release: () => undefined } };
    const [first] = walk(running, 1);
    expect(first?.decision).toMatchObject({ decider: "fallback", handover: { kind: "policy", because: "not-asked" } });
    expect(dryRun(running, first!.decision, first!.replay, {})).toEqual(first?.decision);
  });
});

describe("decisionFrame", () => {
  it("carries arm and marker, what was drawn, and both in words", () => {
    using doubt = doubtful();
    const { running } = doubt;
    const [first] = walk(running, 1);
    if (first === undefined) throw new TypeError("one decision was taken");
    const rest = { attribution: [], outcome: null, applyMs: 0, tookMs: 1, exported: () => true };
    const decoded = decodeDecisionRecord(decisionFrame({ running, ...first, ...rest }).payload);
    const record = decoded.kind === "record" ? decoded.record : undefined;
    const { experimentId, arm, marker } = experiment;
    expect(record?.experiment).toEqual({ experimentId, arm, marker });
    expect(record?.decision.exploration).toEqual(first.decision.exploration);
    expect(record?.explanation).toMatch(
      /Drawn for an experiment: .*\. This host is on arm bolder: acme\/toy version 1, drawing/,
    );
  });
});

import * as fc from "fast-check";
import type { Attribute, AttributeValue, Trigger } from "@fleet-persona/persona";
import type { Bound, Bounds } from "../bounds.ts";
import { DRAWS_EACH } from "../explore/explore.ts";
import { choicesOf, clampValue } from "../guards/clamp.ts";
import { initialMemory, type EngineMemory } from "../memory.ts";
import { noControls } from "../controls.ts";
import type { Proposal, Weights } from "../proposal.ts";
import type { Situation } from "../situation.ts";
import { controlsWith } from "./arbitrary-controls.ts";
import { calmSignals, demoAttributes, demoInputs, demoSettings, NOW, observed } from "./demo-situation.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });

// Whole hundredths of a share: near misses and exact ties both come up often.
const roughShare = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);

function valueOf(attribute: Attribute): fc.Arbitrary<AttributeValue> {
  switch (attribute.kind) {
    case "continuous":
      return roughShare.map((at) => attribute.min + at * (attribute.max - attribute.min));
    case "integer":
      return fc.integer({ min: attribute.min, max: attribute.max });
    case "categorical":
    case "boolean":
      return fc.constantFrom(...choicesOf(attribute));
    default:
      return attribute satisfies never;
  }
}

function boundOf(attribute: Attribute): fc.Arbitrary<Bound> {
  if (attribute.kind === "continuous" || attribute.kind === "integer")
    return fc
      .tuple(valueOf(attribute), valueOf(attribute))
      .map(([a, b]) => ({ kind: "range", min: Math.min(Number(a), Number(b)), max: Math.max(Number(a), Number(b)) }));
  return fc.subarray([...choicesOf(attribute)], { minLength: 1 }).map((allowed) => ({ kind: "choices", allowed }));
}

function weightsOf(attribute: Attribute): fc.Arbitrary<Weights> {
  const choices = choicesOf(attribute).length;
  if (choices === 0)
    return fc.record({ kind: fc.constant("number" as const), mean: roughShare, standardDeviation: share });
  return fc.array(fc.integer({ min: 1, max: 100 }), { minLength: choices, maxLength: choices }).map((parts) => {
    const sum = parts.reduce((total, part) => total + part, 0);
    return { kind: "choice", probabilities: parts.map((part) => part / sum) };
  });
}

function perAttribute<T>(of: (attribute: Attribute) => fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.record(Object.fromEntries(demoAttributes.map((attribute) => [attribute.name, of(attribute)])), {
    noNullPrototype: true,
  });
}

export const configurations = perAttribute(valueOf);

export const boundsOfAll: fc.Arbitrary<Bounds> = perAttribute(boundOf);

export const policyProposals: fc.Arbitrary<Proposal> = perAttribute(weightsOf).map((weights) => ({
  kind: "policy",
  weights,
  value: 0,
}));

const proposals: fc.Arbitrary<Proposal> = fc.oneof(
  { weight: 4, arbitrary: policyProposals },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        "no-policy" as const,
        "policy-failed" as const,
        "policy-too-slow" as const,
        "policy-output-invalid" as const,
        "lease-lapsed" as const,
        "not-asked" as const,
      )
      .map((because) => ({ kind: "unavailable" as const, because })),
  },
);

const readings = fc.record(
  Object.fromEntries(
    [...demoInputs.map(({ name }) => name), "queue_depth"].map((name) => [
      name,
      fc.option(
        fc.record({
          value: fc.oneof(
            { weight: 5, arbitrary: fc.double({ min: 0, max: 300, noNaN: true }) },
            { weight: 1, arbitrary: fc.double() },
          ),
          at: fc.integer({ min: NOW - 8_000, max: NOW }),
        }),
        { nil: undefined, freq: 8 },
      ),
    ]),
  ),
  { noNullPrototype: true },
);

const triggers: fc.Arbitrary<Trigger[]> = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom("surge", "night", "incident"),
    when: fc.record({
      signal: fc.constantFrom("request_rate", "latency_p95"),
      comparison: fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const),
      threshold: fc.integer({ min: 0, max: 200 }),
      for_s: fc.constantFrom(0, 10),
      hysteresis: fc.integer({ min: 0, max: 20 }),
    }),
    // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word; a trigger is never awaited
    then: fc.oneof(
      fc.record({
        kind: fc.constant("pin" as const),
        attribute: fc.constant("max_connections"),
        value: fc.integer({ min: 1, max: 16 }),
      }),
      fc.record({
        kind: fc.constant("pin" as const),
        attribute: fc.constant("caching_strategy"),
        value: fc.constantFrom("off", "long"),
      }),
      fc.record({
        kind: fc.constant("narrow" as const),
        attribute: fc.constant("cpu_allocation"),
        min: fc.constant(0.15),
        max: fc.constant(0.2),
      }),
      fc.constant({ kind: "safe" as const }),
      fc.constant({ kind: "decide" as const }),
    ),
  }),
  { maxLength: 3, selector: ({ name }) => name },
);

const pace = fc.record({ grow: fc.integer({ min: 0, max: 20_000 }), shrink: fc.integer({ min: 0, max: 60_000 }) });

const settings = fc.record({
  mode: fc.constantFrom("off" as const, "shadow" as const, "canary" as const, "active" as const),
  claimedConfidence: share,
  confidenceFloor: fc.double({ min: 0, max: 0.6, noNaN: true }),
  adjustmentFactor: fc.double({ min: 0, max: 5, noNaN: true }),
  riskTolerance: share,
  deadband: fc.double({ min: 0, max: 0.2, noNaN: true }),
  cooldownMs: fc.record({ hot: pace, drain: pace, restart: pace }),
  stabilisationMs: fc.oneof(
    { weight: 3, arbitrary: fc.constant({ grow: 0, shrink: 0 }) },
    { weight: 1, arbitrary: fc.constant({ grow: 3_000, shrink: 60_000 }) },
  ),
  stepLimits: fc.constantFrom({}, { cpu_allocation: { grow: 0.01, shrink: 0 } }, { caching_strategy: { grow: 1 } }),
  yieldMs: fc.constant(600_000),
  guardrail: fc.constantFrom(null, { errorRateIncrease: 0.05, latencyIncrease: 1, windowMs: 30_000 }),
  fallback: fc.constantFrom("reactive" as const, "hold" as const, "safe" as const),
  decider: fc.oneof(
    { weight: 8, arbitrary: fc.constant("policy" as const) },
    { weight: 1, arbitrary: fc.constant("fallback" as const) },
  ),
  safe: configurations,
});

const draws = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: demoAttributes.length * DRAWS_EACH,
  maxLength: demoAttributes.length * DRAWS_EACH,
});

const exploring = fc.option(
  fc.record({ everyMs: fc.constantFrom(1000, 60_000), under: fc.constant("toy"), draws }, { noNullPrototype: true }),
  { nil: undefined, freq: 1 },
);

/** Anything that can happen to an engine, good or bad. */
export const situations: fc.Arbitrary<Situation> = fc
  .record({
    signals: readings,
    config: configurations,
    proposal: proposals,
    triggers,
    bounds: boundsOfAll,
    settings,
    controls: controlsWith(configurations, triggers),
    exploration: exploring,
  })
  .map((situation) => ({ ...situation, now: NOW, settings: { ...demoSettings, ...situation.settings } }));

/** A policy that may decide: what it needs is there and usual, its claim is believed, no trigger speaks. */
export const policyDecides: fc.Arbitrary<Situation> = fc
  .record({ situation: situations, proposal: policyProposals, wobble: fc.integer({ min: -20, max: 20 }) })
  .map(({ situation, proposal, wobble }) => ({
    ...situation,
    proposal,
    triggers: [],
    controls: noControls,
    signals: observed({ ...calmSignals, request_rate: 120 + wobble }),
    config: Object.fromEntries(
      demoAttributes.map((attribute) => {
        const value = situation.config[attribute.name] ?? attribute.default;
        return [attribute.name, clampValue(attribute, value, situation.bounds[attribute.name])];
      }),
    ),
    settings: { ...situation.settings, mode: "active", confidenceFloor: 0, decider: "policy" },
  }));

const hand = fc.record(
  {
    kind: fc.constantFrom("drift" as const, "contention" as const),
    since: fc.constant(NOW - 10_000),
    until: fc.constantFrom(null, NOW - 1, NOW + 60_000),
    ours: fc.constant(0.2),
    theirs: fc.constant(0.15),
  },
  { noNullPrototype: true },
);

const sample = { at: NOW - 5000, errorRate: 0, latency: 60, demand: 120 };

/** Memories from before: some changes long ago, some just now, some wishes half made, a hand or a way back now and then. */
export const memories: fc.Arbitrary<EngineMemory> = fc
  .record({
    changedAt: perAttribute(() => fc.integer({ min: NOW - 120_000, max: NOW })),
    wishes: perAttribute(() => fc.double({ min: -0.4, max: 0.4, noNaN: true })),
    triggers: fc.constant({ surge: { since: NOW - 60_000, active: true } }),
    reactive: fc.constantFrom(null, { syncedAt: NOW - 20_000, recommendations: [], calmSince: null }),
    hands: fc.oneof(
      { weight: 5, arbitrary: fc.constant(initialMemory().hands) },
      {
        weight: 1,
        arbitrary: hand.map((one) => ({
          applied: { max_connections: { value: 3, at: NOW - 9000 } },
          hands: { cpu_allocation: one },
          times: { cpu_allocation: [NOW - 10_000] },
        })),
      },
    ),
    outcome: fc.oneof(
      { weight: 5, arbitrary: fc.constant(initialMemory().outcome) },
      {
        weight: 1,
        arbitrary: configurations.map((back) => ({
          samples: [sample],
          watch: null,
          rollback: { back, until: NOW + 1000 },
          backedOff: { cpu_allocation: { until: NOW + 60_000, back: 0.15, bad: 0.2 } },
        })),
      },
    ),
  })
  .map((memory) => ({ ...initialMemory(), ...memory }));

import { noControls } from "@fleet-persona/engine";
import { verifyBundle } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { openJournal } from "../journal/journal.ts";
import { loadPolicy } from "../policy/policy-runtime.ts";
import { tinyPolicy, type TinyOutput } from "../testing/tiny-onnx.fixture.ts";
import { temporaryState } from "../testing/toy-agent.fixture.ts";
import { assignmentOf, publisherKey, toyBundle, toyManifest } from "../testing/toy-persona.fixture.ts";
import { decide, deciderMemory } from "./decide.ts";
import { engineFrame } from "./engine-settings.ts";

const NOW = 1_790_000_000_000;
const workers: TinyOutput = { name: "weights.workers", activation: "Sigmoid", bias: [3, -3] };
const cache: TinyOutput = { name: "weights.cache", activation: "Softmax", bias: [0, 4, 0] };
const value: TinyOutput = { name: "value", activation: "Identity", bias: [0] };

const description = {
  name: "toy",
  version: "1",
  attributes: [
    { name: "workers", kind: "range", min: 1, max: 16 },
    { name: "cache", kind: "choices", allowed: ["off", "short", "long"] },
  ],
  cannot: [],
} as const;

/** One decision with a policy of these outputs, on signals that are all there. */
function decided(outputs: readonly TinyOutput[], clock: () => number = () => 0, lapsed = false) {
  using state = temporaryState();
  const bundle = toyBundle({ policy: tinyPolicy(2, 4, outputs) });
  const verified = verifyBundle(bundle, { publisherKeys: [publisherKey.publicKey], expectedId: toyManifest.id });
  if (verified.kind === "refused") throw new TypeError(verified.message);
  const policy = loadPolicy(verified.persona, { emptyFolder: state.empty, limitMs: 100, clock });
  const running = { persona: verified.persona, policy, assignment: assignmentOf(bundle), confidence: 0.9 };
  const config = { workers: 4, cache: "short" };
  const frame = engineFrame({ running, description, hostBounds: {}, control: null, snapshot: config });
  const signals = { request_rate: { value: 100, at: NOW }, latency_p95: { value: 40, at: NOW } };
  const { decision } = decide(deciderMemory(undefined), {
    running,
    lapsed,
    frame,
    controls: noControls,
    signals,
    config,
    now: NOW,
  });
  policy.release();
  using journal = openJournal(state.journal);
  return { decision, journalled: journal.entry(journal.record(decision, "toy"))?.decision };
}

describe("decide", () => {
  it("decide hears a policy that answers as its manifest says", () => {
    expect(decided([workers, cache, value]).decision).toMatchObject({ decider: "policy", handover: null });
  });

  it("decide hands over to the fallback without asking the policy once the lease has lapsed", () => {
    const { decision } = decided([workers, cache, value], () => 0, true);
    expect(decision).toMatchObject({ decider: "fallback", handover: { kind: "policy", because: "lease-lapsed" } });
  });

  it.each<[string, readonly TinyOutput[]]>([
    ["NaN", [{ ...workers, bias: [Number.NaN, -3] }, cache, value]],
    [
      "an infinite number",
      [{ ...workers, activation: "Identity", bias: [Number.POSITIVE_INFINITY, 0.1] }, cache, value],
    ],
    ["an infinite value", [workers, cache, { ...value, bias: [Number.NEGATIVE_INFINITY] }]],
    ["a mean out of range", [{ ...workers, activation: "Identity", bias: [1.5, 0.1] }, cache, value]],
    [
      "weights that are no probabilities",
      [workers, { ...cache, activation: "Identity", bias: [0.9, 0.9, 0.9] }, value],
    ],
    ["a negative probability", [workers, { ...cache, activation: "Identity", bias: [-0.5, 1, 0.5] }, value]],
  ])("decide lets the fallback decide on %s, and the journal keeps why", (_what, outputs) => {
    const { decision, journalled } = decided(outputs);
    expect(decision).toMatchObject({
      decider: "fallback",
      handover: { kind: "policy", because: "policy-output-invalid" },
    });
    expect(journalled).toStrictEqual(JSON.parse(JSON.stringify(decision)));
  });

  it("decide lets the fallback decide when the policy was too slow", () => {
    let time = 0;
    const slow = (): number => (time += 101);
    expect(decided([workers, cache, value], slow).decision).toMatchObject({
      decider: "fallback",
      handover: { kind: "policy", because: "policy-too-slow" },
    });
  });

  it("decide never gets a policy of the wrong shape: it does not load", () => {
    expect(() => decided([{ ...workers, bias: [0, 0, 0] }, cache, value])).toThrow("not what its manifest says");
  });
});

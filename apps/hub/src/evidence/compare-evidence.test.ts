import type { GateFigures } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { compareEvidence, gapOf } from "./compare-evidence.ts";
import { effectPhrase, gapSentence } from "./gap-sentence.ts";
import { readEvidence } from "./read-evidence.ts";

const figures = (breach: number, cores: number) => ({
  breach_seconds: breach,
  core_seconds: cores,
  cost: cores,
  requests: 1,
  errors: 0,
  p95_ms: 1,
});
const scenario = (guarded: readonly [number, number], reactive: readonly [number, number]): GateFigures => ({
  name: "diurnal",
  runs: 32,
  guarded: figures(...guarded),
  baselines: { static_default: figures(20, 300), reactive: figures(...reactive) },
});
const arm = (breachSeconds: number, coreSeconds: number) => ({ breachSeconds, coreSeconds });
const claim = readEvidence({ arms: { default: arm(12, 119), reactive: arm(2, 150), persona: arm(0, 90) } });

test("compareEvidence puts both on a scale of the reactive rule's cost in the same runs", () => {
  const { reference, points } = compareEvidence(claim, [scenario([4, 240], [4, 300]), scenario([2, 180], [6, 300])]);
  expect(reference).toBe("reactive");
  const own = points.filter((point) => point.own);
  expect(own).toEqual([
    { by: "author", name: "persona", own: true, cost: 0.6, breach: 0 },
    { by: "gate", name: "persona", own: true, cost: 0.7, breach: 3 },
  ]);
  expect(points.filter(({ name }) => name === "reactive").map(({ cost }) => cost)).toEqual([1, 1]);
});

test("compareEvidence falls back to the defaults, and to core-seconds where the two share nothing", () => {
  const withDefault = readEvidence({ arms: { default: arm(12, 120), persona: arm(0, 90) } });
  expect(compareEvidence(withDefault, [scenario([1, 150], [1, 1])]).reference).toBe("default");
  const alone = readEvidence({ arms: { persona: arm(0, 90), mine: arm(3, 80) } });
  expect(compareEvidence(alone, [])).toMatchObject({ reference: null, points: [{ cost: 80 }, { cost: 90 }] });
  expect(compareEvidence(readEvidence({}), [])).toEqual({ reference: null, points: [] });
});

test("compareEvidence keeps the Persona among however many arms", () => {
  const arms = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`arm-${index}`, arm(index, 100)]));
  const { points } = compareEvidence(readEvidence({ arms: { persona: arm(1, 50), ...arms } }), []);
  expect(points).toHaveLength(10);
  expect(points.filter(({ own }) => own)).toHaveLength(1);
});

test("gapOf says in what the repetition differs from the claim", () => {
  const same = gapOf(compareEvidence(claim, [scenario([2, 186], [4, 300])]));
  expect(same).toMatchObject({ costDiffers: false, breachDiffers: false });
  expect(gapSentence(same ?? expect.fail())).toBe("The gate's repetition bears the claim out.");
  const less = gapOf(compareEvidence(claim, [scenario([9, 240], [4, 300])]));
  expect(gapSentence(less ?? expect.fail())).toBe(
    "Where the two differ: at the gate it saved 20 percentage points less of the cost than claimed; beside the same rule it was in breach 7 s a run longer than claimed.",
  );
  expect(gapOf(compareEvidence(claim, []))).toBeNull();
});

test.each([
  [{ cost: -0.4, breach: -1.33 }, "cost 40 % less and was in breach 1.3 s less a run"],
  [{ cost: 0.001, breach: 0.01 }, "cost the same and was in breach as long"],
  [{ cost: 0.25, breach: 3 }, "cost 25 % more and was in breach 3 s more a run"],
])("effectPhrase says %j as %s", (effect, words) => {
  expect(effectPhrase(effect)).toBe(words);
});

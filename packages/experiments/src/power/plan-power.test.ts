import * as fc from "fast-check";
import { expect, it } from "vitest";
import { planPower, type PowerQuestion } from "./plan-power.ts";

const question: PowerQuestion = {
  design: { kind: "hosts" },
  unitsPerArm: 12,
  arms: 2,
  alpha: 0.05,
  power: 0.8,
  minimumEffect: 0.12,
  minS: 600,
  maxS: 6 * 3600,
  lookEveryS: 1200,
  baseline: { mean: 100, betweenSd: 5, correlation: 0, within: { sd: 20, overS: 60 } },
};
const baselineOf = (changes: Partial<PowerQuestion["baseline"]>): PowerQuestion => ({
  ...question,
  baseline: { ...question.baseline, ...changes },
});

it.each<[string, PowerQuestion, readonly RegExp[]]>([
  ["enough hosts", question, [/^With 24 hosts an effect of 12 % is found in 80 of 100 cases after /]],
  [
    "too few",
    { ...question, unitsPerArm: 6 },
    [/^With 12 hosts .*in 80 of 100 cases only one of \d+(\.\d+)? % or more\.$/, /^It takes \d+ hosts\.$/],
  ],
  [
    "hardly any",
    { ...question, unitsPerArm: 1 },
    [/^Fewer hosts than 4 an arm cannot be judged/, /^Use a switchback.*or enrol \d+ hosts\.$/],
  ],
  ["nothing to go by", baselineOf({ mean: 0 }), [/^Without what the goal usually comes to/]],
  [
    "a switchback",
    { ...question, design: { kind: "switchback", blockS: 600, washOutS: 60 } },
    [/^With blocks of 10 min \(18 of each arm\) an effect of 12 %/, /^It takes \d+ blocks of each arm/],
  ],
  [
    "a switchback too short for pairs",
    { ...question, maxS: 3600, design: { kind: "switchback", blockS: 900, washOutS: 60 } },
    [/0 of 100 cases by/, /^It takes \d+ blocks of each arm/],
  ],
])("planPower says what %s can tell", (_, asked, sentences) => {
  const answer = planPower(asked);
  expect(answer.sentences).toHaveLength(sentences.length);
  for (const [index, sentence] of sentences.entries()) expect(answer.sentences[index]).toMatch(sentence);
});

it("planPower finds more with a past, with more hosts and with larger effects", () => {
  const power = (changes: Partial<PowerQuestion>): number =>
    planPower({ ...question, unitsPerArm: 8, maxS: 480, lookEveryS: 60, minimumEffect: 0.14, ...changes }).power;
  const [few, more, larger] = [power({}), power({ unitsPerArm: 14 }), power({ minimumEffect: 0.2 })];
  expect(Math.min(more, larger)).toBeGreaterThan(few + 0.1);
  const uneven = (correlation: number): number =>
    power({ baseline: { ...question.baseline, betweenSd: 10, correlation } });
  expect(uneven(0.95)).toBeGreaterThan(uneven(0) + 0.1);
});

it("planPower of the same question has the same answer, always numbers or null", () => {
  const number = fc.oneof(fc.double({ min: 0, max: 1000 }), fc.constantFrom(0, 1, Number.NaN));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), number, number, (unitsPerArm, mean, betweenSd) => {
      const asked = { ...baselineOf({ mean, betweenSd, correlation: 0.5 }), unitsPerArm, maxS: 300 };
      const answer = planPower(asked);
      expect(planPower(asked)).toStrictEqual(answer);
      expect(answer.power >= 0 && answer.power <= 1).toBe(true);
      expect(answer.sentences.join(" ")).not.toMatch(/NaN|Infinity|undefined/);
    }),
    { numRuns: 6 },
  );
});

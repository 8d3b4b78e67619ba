import { LEAST_UNITS } from "../verdict/arm-data.ts";
import { duration, percent } from "../verdict/wording.ts";
import type { PowerAnswer, PowerQuestion } from "./plan-power.ts";

/** The answer in words: what will be found, and what to do where it will not. */
export function powerSentences(question: PowerQuestion, answer: Omit<PowerAnswer, "sentences">): readonly string[] {
  const { design, unitsPerArm, baseline } = question;
  if (!(baseline.mean !== 0) || !Number.isFinite(baseline.mean))
    return [
      "Without what the goal usually comes to there is nothing to reckon with; let the fleet report it for a day.",
    ];
  if (design.kind === "hosts" && unitsPerArm < LEAST_UNITS) return tooFew(question, answer);
  return [found(question, answer), ...advice(question, answer)];
}

function tooFew(
  { unitsPerArm, arms }: PowerQuestion,
  { neededUnits }: Omit<PowerAnswer, "sentences">,
): readonly string[] {
  const hosts = unitsPerArm * arms;
  const more = neededUnits === null ? `at least ${LEAST_UNITS * arms} hosts` : `${neededUnits * arms} hosts`;
  return [
    `Fewer hosts than ${LEAST_UNITS} an arm cannot be judged; there are ${unitsPerArm} (${hosts} in all).`,
    `Use a switchback, which compares stretches of time, or enrol ${more}.`,
  ];
}

function found(question: PowerQuestion, { detectableEffect, neededS, power }: Omit<PowerAnswer, "sentences">): string {
  const cases = `in ${Math.round(question.power * 100)} of 100 cases`;
  if (neededS !== null)
    return `With ${unitsOf(question)} an effect of ${percent(question.minimumEffect)} is found ${cases} after ${duration(neededS)}.`;
  const chance = `With ${unitsOf(question)} an effect of ${percent(question.minimumEffect)} is found in ${Math.floor(power * 100)} of 100 cases by ${duration(question.maxS)}`;
  return detectableEffect === null
    ? `${chance}.`
    : `${chance}; ${cases} only one of ${percent(detectableEffect)} or more.`;
}

function advice(question: PowerQuestion, { neededS, neededUnits }: Omit<PowerAnswer, "sentences">): readonly string[] {
  const { design, arms, unitsPerArm, maxS } = question;
  if (neededS !== null) return [];
  if (neededUnits === null)
    return [
      "No number of units up to 10,000 an arm tells it; look for a larger effect, or use what each unit did before as its baseline.",
    ];
  if (design.kind === "hosts") return neededUnits > unitsPerArm ? [`It takes ${neededUnits * arms} hosts.`] : [];
  const needed = neededUnits * design.blockS * arms;
  return needed > maxS ? [`It takes ${neededUnits} blocks of each arm: ${duration(needed)}.`] : [];
}

function unitsOf({ design, unitsPerArm, arms, maxS }: PowerQuestion): string {
  if (design.kind === "hosts") return `${unitsPerArm * arms} hosts`;
  return `blocks of ${duration(design.blockS)} (${Math.floor(maxS / (design.blockS * arms))} of each arm)`;
}

import { expect, test } from "vitest";
import type { Configuration } from "@fleet-persona/persona";
import type { SteerableAttribute } from "../target.ts";
import type { OpenSubject } from "./contract-subject.ts";
import { anyValue, applyAll, everythingElse, expectInForce, leadTo, seededChance } from "./contract-values.ts";

const RANDOM_PLANS = 12;

/** Plans of several attributes: cut by a crash after any step, and taken back from anywhere. */
export function planContract(name: string, open: OpenSubject): void {
  test(`${name} leads back to what read gave before, wherever between two steps it was killed`, async () => {
    await using subject = await open();
    const { attributes } = await subject.target.describe();
    const before = await subject.target.read();
    const to = everythingElse(attributes, before);
    let steps = await subject.target.plan(to);
    expect(steps.map((step) => step.attribute).sort()).toEqual(Object.keys(to).sort());
    for (let done = 0; done <= steps.length; done += 1) {
      for (const step of steps.slice(0, done)) await step.apply();
      const survivor = (await subject.reopen?.()) ?? subject.target;
      await leadTo(survivor, before);
      expectInForce(await subject.target.read(), before);
      steps = await subject.target.plan(to);
    }
  });

  test(`${name} restores what read gave before when any plan is undone`, async () => {
    await using subject = await open();
    const { target, randomPlans = RANDOM_PLANS } = subject;
    const { attributes } = await target.describe();
    for (let seed = 1; seed <= randomPlans; seed += 1) {
      const chance = seededChance(seed);
      const before = await target.read();
      const wanted = randomPlan(attributes, chance);
      const undos = await applyAll(await target.plan(wanted));
      expectInForce(await target.read(), wanted);
      for (const undo of undos) await undo();
      expectInForce(await target.read(), before);
    }
  });

  test(`${name} restores what read gave before when a plan is given up after any step`, async () => {
    await using subject = await open();
    const { target, randomPlans = RANDOM_PLANS } = subject;
    const { attributes } = await target.describe();
    for (let seed = 101; seed <= 100 + randomPlans / 2; seed += 1) {
      const chance = seededChance(seed);
      const before = await target.read();
      const steps = await target.plan(randomPlan(attributes, chance));
      const undos = await applyAll(steps.slice(0, Math.floor(chance() * (steps.length + 1))));
      for (const undo of undos) await undo();
      expectInForce(await target.read(), before);
      expect(await target.plan(before)).toEqual([]);
    }
  });
}

function randomPlan(attributes: readonly SteerableAttribute[], chance: () => number): Configuration {
  const chosen = attributes.filter(() => chance() < 0.7);
  return Object.fromEntries(chosen.map((attribute) => [attribute.name, anyValue(attribute, chance)]));
}

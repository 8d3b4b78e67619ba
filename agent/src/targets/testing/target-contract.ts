import { expect, test } from "vitest";
import type { Configuration } from "@fleet-persona/persona";
import { isOffered } from "../steerable-value.ts";
import type { SteerableAttribute, Target } from "../target.ts";
import { faultContract } from "./contract-faults.ts";
import { planContract } from "./contract-plans.ts";
import type { OpenSubject } from "./contract-subject.ts";
import { expectClose, others, outside } from "./contract-values.ts";

/** Every case that each target must pass, whatever it steers. Faults that a subject offers no hook for are skipped by name. */
export function targetContract(name: string, open: OpenSubject): void {
  descriptionContract(name, open);
  changeContract(name, open);
  planContract(name, open);
  faultContract(name, open);
}

function descriptionContract(name: string, open: OpenSubject): void {
  test(`${name} describes only attributes that it can read`, async () => {
    await using subject = await open();
    const { attributes } = await subject.target.describe();
    const config = await subject.target.read();
    expect(Object.keys(config).sort()).toEqual(attributes.map((attribute) => attribute.name).sort());
    for (const attribute of attributes) expect(isOffered(attribute, config[attribute.name])).toBe(true);
  });

  test(`${name} refuses an attribute and a value that it does not offer`, async () => {
    await using subject = await open();
    await expect(subject.target.plan({ warp_factor: 9 })).rejects.toMatchObject({ code: "not-steerable" });
    for (const attribute of (await subject.target.describe()).attributes) {
      for (const value of outside(attribute)) {
        await expect(subject.target.plan({ [attribute.name]: value })).rejects.toMatchObject({ code: "not-steerable" });
      }
    }
  });

  test(`${name} observes finite values that are not from the future`, async () => {
    await using subject = await open();
    await subject.underLoad(async () => {
      await subject.target.observe(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 1_200));
    });
    const now = Date.now();
    const signals = Object.entries(await subject.target.observe(now));
    expect(signals.length).toBeGreaterThan(0);
    for (const [, reading] of signals) {
      if (reading === undefined) continue;
      expect(Number.isFinite(reading.value)).toBe(true);
      expect(reading.at).toBeLessThanOrEqual(now);
    }
  });
}

function changeContract(name: string, open: OpenSubject): void {
  test(`${name} plans nothing for the configuration in force`, async () => {
    await using subject = await open();
    expect(await subject.target.plan(await subject.target.read())).toEqual([]);
  });

  test(`${name} applies, reads back and undoes each attribute under load without a failed request`, async () => {
    await using subject = await open();
    const { target } = subject;
    const { attributes } = await target.describe();
    const tally = await subject.underLoad(async () => {
      for (const attribute of attributes) await thereAndBack(target, attribute);
    });
    expect(tally.requests).toBeGreaterThan(50);
    expect(tally.failed).toBe(0);
  });

  test(`${name} undoes twice as once`, async () => {
    await using subject = await open();
    const before = await subject.target.read();
    const [first] = (await subject.target.describe()).attributes;
    if (!first) return;
    const undo = await applyOne(subject.target, first, before);
    await undo();
    await undo();
    expect(await subject.target.read()).toEqual(before);
  });
}

async function thereAndBack(target: Target, attribute: SteerableAttribute): Promise<void> {
  const before = await target.read();
  for (const value of others(attribute, before[attribute.name])) {
    const [step, ...more] = await target.plan({ [attribute.name]: value });
    expect(more).toEqual([]);
    const undo = await step?.apply();
    expectClose((await target.read())[attribute.name], value);
    await undo?.();
    expectClose((await target.read())[attribute.name], before[attribute.name]);
  }
}

async function applyOne(
  target: Target,
  attribute: SteerableAttribute,
  before: Configuration,
): Promise<() => Promise<void>> {
  const [value] = others(attribute, before[attribute.name]);
  const [step] = value === undefined ? [] : await target.plan({ [attribute.name]: value });
  return (await step?.apply()) ?? (() => Promise.resolve());
}

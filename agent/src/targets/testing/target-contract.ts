import { expect, test } from "vitest";
import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import type { SteerableAttribute, Target } from "../target.ts";

/** What a target's own test hands to the contract: a service of its own that is up, and the target on it. */
export type ContractSubject = AsyncDisposable & {
  readonly target: Target;
  /** Runs light traffic while `work` does what it does; gives how many requests were sent and how many failed. */
  underLoad(work: () => Promise<void>): Promise<{ requests: number; failed: number }>;
};

/** Every case that each target must pass, whatever it steers. */
export function targetContract(name: string, open: () => Promise<ContractSubject>): void {
  test(`${name} describes only attributes that it can read`, async () => {
    await using subject = await open();
    const { attributes } = await subject.target.describe();
    const config = await subject.target.read();
    expect(Object.keys(config).sort()).toEqual(attributes.map((attribute) => attribute.name).sort());
    for (const attribute of attributes) expect(isWithin(attribute, config[attribute.name])).toBe(true);
  });

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

function expectClose(actual: AttributeValue | undefined, wanted: AttributeValue | undefined): void {
  if (typeof wanted === "number" && typeof actual === "number") expect(actual).toBeCloseTo(wanted, 3);
  else expect(actual).toBe(wanted);
}

function others(attribute: SteerableAttribute, current: AttributeValue | undefined): AttributeValue[] {
  const all = attribute.kind === "choices" ? attribute.allowed : [attribute.min, attribute.max];
  return all.filter((value) => value !== current);
}

function outside(attribute: SteerableAttribute): AttributeValue[] {
  if (attribute.kind === "choices") return ["no-such-choice", 1];
  return [attribute.min / 2, attribute.max * 2, Number.NaN, "many"];
}

function isWithin(attribute: SteerableAttribute, value: AttributeValue | undefined): boolean {
  if (attribute.kind === "choices")
    return typeof value !== "number" && value !== undefined && attribute.allowed.includes(value);
  return typeof value === "number" && value >= attribute.min && value <= attribute.max;
}

import { expect } from "vitest";
import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import type { SteerableAttribute, Step, Target, Undo } from "../target.ts";

/** Every choice, or both ends, but for the current value. */
export function others(attribute: SteerableAttribute, current: AttributeValue | undefined): AttributeValue[] {
  const all = attribute.kind === "choices" ? attribute.allowed : [attribute.min, attribute.max];
  return all.filter((value) => value !== current);
}

/** Values that no target may take for this attribute. */
export function outside(attribute: SteerableAttribute): AttributeValue[] {
  if (attribute.kind === "choices") return ["no-such-choice", 1];
  const beyond = (attribute.max - attribute.min) / 2 + 1;
  return [attribute.min - beyond, attribute.max + beyond, Number.NaN, Number.POSITIVE_INFINITY, "many"];
}

/** One configuration in which every attribute differs from `before`, as far as it has another value at all. */
export function everythingElse(attributes: readonly SteerableAttribute[], before: Configuration): Configuration {
  const moves = attributes.flatMap((attribute) => {
    const [value] = others(attribute, before[attribute.name]);
    return value === undefined ? [] : [[attribute.name, value] as const];
  });
  return Object.fromEntries(moves);
}

/** A value inside what is offered; whole where both ends are, since no description says which attributes take fractions. */
export function anyValue(attribute: SteerableAttribute, chance: () => number): AttributeValue {
  if (attribute.kind === "choices") return attribute.allowed[Math.floor(chance() * attribute.allowed.length)] ?? false;
  const { min, max } = attribute;
  if (Number.isInteger(min) && Number.isInteger(max)) return min + Math.floor(chance() * (max - min + 1));
  return min + chance() * (max - min);
}

/** Numbers in [0, 1) that the seed alone decides (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Equal but for rounding in the third decimal, which kernels and proxies do. */
export function expectClose(actual: AttributeValue | undefined, wanted: AttributeValue | undefined): void {
  if (typeof wanted === "number" && typeof actual === "number") expect(actual).toBeCloseTo(wanted, 3);
  else expect(actual).toBe(wanted);
}

/** Each value of `wanted` is in force in `actual`. */
export function expectInForce(actual: Configuration, wanted: Configuration): void {
  for (const [name, value] of Object.entries(wanted)) {
    const context = `${name} reads ${String(actual[name])}, wanted ${String(value)}`;
    if (typeof value === "number") expect(actual[name], context).toBeCloseTo(value, 3);
    else expect(actual[name], context).toBe(value);
  }
}

/** Applies steps in order and gives their ways back, newest first. */
export async function applyAll(steps: readonly Step[]): Promise<Undo[]> {
  const undos: Undo[] = [];
  for (const step of steps) undos.unshift(await step.apply());
  return undos;
}

/** Plans towards `wanted`, applies all of it, and expects it to hold. */
export async function leadTo(target: Target, wanted: Configuration): Promise<void> {
  await applyAll(await target.plan(wanted));
  expectInForce(await target.read(), wanted);
}

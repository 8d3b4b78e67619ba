import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Configuration } from "@fleet-persona/persona";
import type { SteerableAttribute, Undo } from "../target.ts";
import { openedTarget } from "./testing/opened-target.ts";

// A number in the middle of its range as well as at its ends; whole, except where the contract allows more.
function valueOf(attribute: SteerableAttribute): fc.Arbitrary<number | string | boolean> {
  if (attribute.kind === "choices") return fc.constantFrom(...attribute.allowed);
  const { name, min, max } = attribute;
  if (name === "cpu_allocation") return fc.integer({ min: 10, max: 40 }).map((hundredths) => hundredths / 100);
  if (name === "request_timeout") return fc.integer({ min: 1000, max: 10_000 }).map((ms) => ms / 1000);
  return fc.integer({ min, max });
}

test("haproxyTarget puts back what read gave before when any plan is undone, and reads what was planned in between", async () => {
  await using own = await openedTarget();
  const { attributes } = await own.target.describe();
  const plans = fc
    .subarray([...attributes])
    .chain((some) =>
      fc.tuple(...some.map((attribute) => valueOf(attribute).map((value) => [attribute.name, value] as const))),
    )
    .map((entries): Configuration => Object.fromEntries(entries));
  const walk = fc.asyncProperty(plans, plans, fc.boolean(), async (first, second, look) => {
    for (const step of await own.target.plan(first)) await step.apply();
    const before = await own.target.read();
    const undos: Undo[] = [];
    for (const step of await own.target.plan(second)) undos.push(await step.apply());
    // The loop looks in between, and parks what is drained and empty.
    if (look) await own.target.observe(Date.now());
    expectSame(await own.target.read(), { ...before, ...second });
    for (const undo of undos.toReversed()) await undo();
    expectSame(await own.target.read(), before);
  });
  await fc.assert(walk, { numRuns: 60 });
});

function expectSame(actual: Configuration, wanted: Configuration): void {
  const rounded = (config: Configuration) =>
    Object.fromEntries(
      Object.entries(config).map(([name, value]) => [
        name,
        typeof value === "number" ? Math.round(value * 1000) / 1000 : value,
      ]),
    );
  expect(rounded(actual)).toEqual(rounded(wanted));
}

import type { EvidencePoint } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { comparePlaces } from "./compare-points.ts";

const point = (
  arm: string,
  source: EvidencePoint["source"],
  coreSeconds: number,
  breachSeconds: number,
): EvidencePoint => ({
  arm,
  source,
  coreSeconds,
  breachSeconds,
});

test("comparePlaces puts every Persona beside the rule of its own runs", () => {
  const small = [point("persona", "claimed", 60, 1), point("reactive", "claimed", 100, 3)];
  const large = [point("persona", "gate", 900, 5), point("reactive", "gate", 1_000, 4)];
  expect(comparePlaces([{ points: small }, { points: [...small, ...large] }])).toEqual([
    { which: 0, source: "claimed", cost: 60, breach: -2 },
    { which: 1, source: "claimed", cost: 60, breach: -2 },
    { which: 1, source: "gate", cost: 90, breach: 1 },
  ]);
});

test("comparePlaces draws nothing that has nothing to stand beside", () => {
  expect(comparePlaces([{ points: [] }, { points: [point("persona", "claimed", 60, 1)] }])).toEqual([]);
  expect(comparePlaces([{ points: [point("persona", "gate", 60, 1), point("reactive", "gate", 0, 1)] }])).toEqual([]);
});

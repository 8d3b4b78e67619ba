import type { FleetId, ReviewSubject, SubjectFleet } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { approveWords, firstDraft, whyNotYet, withBound } from "./decision-draft.ts";
import type { Draft } from "./decision-draft.ts";
import { sampleFleet, sampleManifest, sampleSubject } from "./review-subject.fixture.ts";

const other: SubjectFleet = { ...sampleFleet, fleetId: "api" as FleetId, name: "API" };
const inCharge = { personaId: "acme/surge-ready", version: 2, mode: "shadow", isThis: true } as const;
const permission = {
  mode: "shadow",
  bounds: { cpu_allocation: { min: 0.1, max: 0.2 } },
  quarantineReasons: [],
} as const;

test.each<[string, readonly SubjectFleet[], string | undefined, Partial<Draft>]>([
  ["the only fleet there is, in shadow", [sampleFleet], undefined, { fleetIds: [sampleFleet.fleetId], mode: "shadow" }],
  ["no fleet when there are several", [sampleFleet, other], undefined, { fleetIds: [] }],
  ["the fleet of the address", [sampleFleet, other], "api", { fleetIds: [other.fleetId] }],
  ["the fleets that ask", [sampleFleet, { ...other, asked: true }], undefined, { fleetIds: [other.fleetId] }],
  [
    "active where it shadows, within the bounds approved before",
    [{ ...sampleFleet, inCharge, permission }, other],
    undefined,
    { fleetIds: [sampleFleet.fleetId], mode: "active", bounds: permission.bounds },
  ],
])("firstDraft begins with %s", (_, fleets, fleetId, expected) => {
  expect(firstDraft(sampleSubject({ fleets }), fleetId)).toMatchObject(expected);
});

const draft = firstDraft(sampleSubject(), undefined);
const { gate } = sampleSubject();
if (gate.kind !== "judged") throw new TypeError("sample");
const reasons = [{ severity: "quarantine" as const, code: "wide-step", message: "m" }];
const quarantined = sampleSubject({ gate: { ...gate, verdict: "quarantined", reasons } });
const lacking = sampleSubject({ fleets: [{ ...sampleFleet, missing: ["request_rate"] }] });

test.each<[ReviewSubject, Draft, string | null]>([
  [sampleSubject(), draft, null],
  [sampleSubject({ entitled: false }), draft, "Get it from the store first."],
  [sampleSubject({ gate: { kind: "pending" } }), draft, "The gate has not finished yet."],
  [sampleSubject({ gate: { ...gate, verdict: "rejected" } }), draft, "The gate rejected it."],
  [sampleSubject(), { ...draft, fleetIds: [] }, "Choose a fleet."],
  [quarantined, draft, "Tick each of the gate's reasons."],
  [quarantined, { ...draft, named: ["wide-step"] }, null],
  [lacking, draft, "Say that a missing signal is fine with you."],
  [lacking, { ...draft, acceptMissing: true }, null],
])("whyNotYet case %#", (subject, filled, sentence) => {
  expect(whyNotYet(subject, filled)).toBe(sentence);
});

test("withBound keeps what narrows, and forgets what allows all there is", () => {
  const [cpu] = sampleManifest.attributes;
  if (cpu === undefined) throw new TypeError("sample");
  const narrowed = withBound({}, cpu, { min: 0.1, max: 0.2 });
  expect(narrowed).toEqual({ cpu_allocation: { min: 0.1, max: 0.2 } });
  expect(withBound(narrowed, cpu, { min: 0.1, max: 0.3 })).toEqual({});
});

test("approveWords say for how many fleets, and that shadow changes nothing", () => {
  expect(approveWords(draft)).toBe("Approve in shadow for 1 fleet");
  expect(approveWords({ ...draft, mode: "active", fleetIds: [sampleFleet.fleetId, other.fleetId] })).toBe(
    "Approve for 2 fleets",
  );
});

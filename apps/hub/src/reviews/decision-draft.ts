import type { ReviewBound, ReviewBounds, ReviewSubject, SubjectFleet } from "@fleet-persona/hub-core";
import type { Attribute } from "@fleet-persona/persona";

/** What a reviewer has filled in so far. */
export type Draft = {
  readonly fleetIds: readonly SubjectFleet["fleetId"][];
  readonly mode: "shadow" | "active";
  readonly bounds: ReviewBounds;
  readonly note: string;
  readonly named: readonly string[];
  readonly acceptMissing: boolean;
};

/** Where a decision begins: the fleets that it is about, and shadow, unless it shadows there already. */
export function firstDraft({ fleets, personaId }: ReviewSubject, fleetId: string | undefined): Draft {
  const chosen = fleets.filter((fleet) => fleet.fleetId === fleetId);
  const asked = fleets.filter((fleet) => fleet.asked || fleet.inCharge?.personaId === personaId);
  const about = chosen.length > 0 ? chosen : asked.length > 0 ? asked : fleets.length === 1 ? fleets : [];
  const shadows = about.some(({ inCharge }) => inCharge?.isThis === true && inCharge.mode === "shadow");
  const acts = about.some(({ inCharge }) => inCharge?.personaId === personaId && inCharge.mode === "active");
  const bounds = about.map(({ permission }) => permission?.bounds).find((each) => each !== undefined) ?? {};
  const fleetIds = about.map((fleet) => fleet.fleetId);
  return { fleetIds, mode: shadows || acts ? "active" : "shadow", bounds, note: "", named: [], acceptMissing: false };
}

/** Why a draft cannot be approved yet, in a sentence; null when it can. */
export function whyNotYet(subject: ReviewSubject, draft: Draft): string | null {
  const { gate } = subject;
  if (!subject.entitled) return "Get it from the store first.";
  if (gate.kind === "pending") return "The gate has not finished yet.";
  if (gate.kind === "failed") return "The gate came to no verdict.";
  if (gate.verdict === "rejected") return "The gate rejected it.";
  if (draft.fleetIds.length === 0) return "Choose a fleet.";
  if (quarantineCodes(subject).some((code) => !draft.named.includes(code))) return "Tick each of the gate's reasons.";
  if (!draft.acceptMissing && missingOn(subject, draft).length > 0)
    return "Say that a missing signal is fine with you.";
  return null;
}

/** The codes that an approval of a quarantined version has to name. */
export function quarantineCodes({ gate }: Pick<ReviewSubject, "gate">): readonly string[] {
  if (gate.kind !== "judged" || gate.verdict !== "quarantined") return [];
  return [...new Set(gate.reasons.filter(({ severity }) => severity === "quarantine").map(({ code }) => code))];
}

/** Required signals that a chosen fleet lacks. */
export function missingOn(
  { fleets }: Pick<ReviewSubject, "fleets">,
  { fleetIds }: Pick<Draft, "fleetIds">,
): readonly string[] {
  return [...new Set(fleets.filter(({ fleetId }) => fleetIds.includes(fleetId)).flatMap(({ missing }) => missing))];
}

/** Everything an attribute can be. */
export function ownBound(attribute: Attribute): ReviewBound {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return { min: attribute.min, max: attribute.max };
    case "categorical":
      return { allowed: [...attribute.choices] };
    case "boolean":
      return { allowed: [false, true] };
    default:
      return attribute satisfies never;
  }
}

/** The bounds with one of an attribute set, or taken out where it allows all there is. */
export function withBound(bounds: ReviewBounds, attribute: Attribute, bound: ReviewBound): ReviewBounds {
  const { [attribute.name]: _, ...others } = bounds;
  const whole = JSON.stringify(ownBound(attribute)) === JSON.stringify(bound);
  return whole ? others : { ...others, [attribute.name]: bound };
}

/** "Approve for 3 fleets". */
export function approveWords({ fleetIds, mode }: Draft): string {
  const many = fleetIds.length === 1 ? "1 fleet" : `${fleetIds.length} fleets`;
  return mode === "shadow" ? `Approve in shadow for ${many}` : `Approve for ${many}`;
}

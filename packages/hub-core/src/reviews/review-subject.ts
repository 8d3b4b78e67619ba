import type { GateReport, Manifest } from "@fleet-persona/persona";
import type { AssignmentMode } from "../assignments/assignment.ts";
import type { GateState } from "../gate/gate-run.ts";
import type { FleetId, ListingId, PersonaVersionId } from "../ids.ts";
import type { DeskReason, ReviewBounds, ReviewPolicyView, ReviewView } from "./review.ts";
import type { Permission } from "./standing-review.ts";

/** A fleet of the tenant, as a review of one version sees it. */
export type SubjectFleet = {
  readonly fleetId: FleetId;
  readonly name: string;
  readonly hosts: number;
  readonly inCharge: {
    readonly personaId: string;
    readonly version: number;
    readonly mode: AssignmentMode;
    /** It is the version under review. */
    readonly isThis: boolean;
  } | null;
  /** What was decided about this version here; null when nothing, or a refusal. */
  readonly permission: Permission | null;
  /** The bounds that the fleet's document declares. */
  readonly declared: ReviewBounds;
  /** Somebody waits for a decision about this version here. */
  readonly asked: boolean;
  /** Required signals that, as far as the hub is told, nobody supplies. */
  readonly missing: readonly string[];
};

/** A publisher key that signed the version. */
export type SubjectKey = {
  readonly fingerprint: string;
  readonly registeredAt: number;
  readonly revokedAt: number | null;
  /** When the tenant first approved something signed with it. */
  readonly pinnedAt: number | null;
};

/** The version that the differences are counted from. */
export type EarlierVersion = {
  readonly version: number;
  readonly manifest: Manifest;
  readonly report: GateReport | null;
  /** It is in charge of a fleet of the tenant; else it is only the one published before. */
  readonly inUse: boolean;
};

/** Everything that a decision about one version rests on. */
export type ReviewSubject = {
  readonly personaVersionId: PersonaVersionId;
  readonly listingId: ListingId;
  readonly personaId: string;
  readonly title: string;
  readonly publisherName: string;
  readonly version: number;
  readonly digest: string;
  readonly publishedAt: number;
  readonly manifest: Manifest;
  /** Whether the tenant got it from the store. */
  readonly entitled: boolean;
  readonly gate: GateState;
  readonly report: GateReport | null;
  readonly earlier: EarlierVersion | null;
  readonly fleets: readonly SubjectFleet[];
  readonly keys: readonly SubjectKey[];
  /** Keys of this publisher that the tenant pinned and that did not sign this version. */
  readonly otherPins: readonly string[];
  readonly reasons: readonly DeskReason[];
  /** An approval that takes another admin's. */
  readonly waiting: ReviewView | null;
  readonly history: readonly ReviewView[];
  readonly policy: ReviewPolicyView;
};

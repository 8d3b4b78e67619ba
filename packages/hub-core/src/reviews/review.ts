import type { FleetAttribute } from "@fleet-persona/fleet-config";
import { boundSchema } from "@fleet-persona/fleet-config";
import { attributeNameSchema } from "@fleet-persona/persona";
import { z } from "zod";
import type { AssignmentMode } from "../assignments/assignment.ts";
import type { GateState } from "../gate/gate-run.ts";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, PersonaVersionId } from "../ids.ts";

export const reviewIdSchema = z.uuid().brand<"ReviewId">();
export type ReviewId = z.output<typeof reviewIdSchema>;

/** What an attribute may be, as a state document says it. */
export type ReviewBound = NonNullable<FleetAttribute["bounds"]>;
export type ReviewBounds = Readonly<Record<string, ReviewBound>>;

export const reviewBoundsSchema = z
  .record(attributeNameSchema, boundSchema)
  .refine((bounds) => Object.keys(bounds).length <= 64, "at most 64 attributes");

/** The fleets a decision is about, each once and in the order in which everybody locks them. */
export const reviewFleetsSchema = z
  .array(fleetIdSchema)
  .min(1, "choose a fleet")
  .max(200)
  .transform((ids) => [...new Set(ids)].toSorted());

/** Who said what about a version, for which fleets. */
export type ReviewView = {
  readonly reviewId: ReviewId;
  readonly personaVersionId: PersonaVersionId;
  readonly personaId: string;
  readonly version: number;
  readonly fleets: readonly { readonly fleetId: FleetId; readonly name: string }[];
  readonly decision: "approve" | "refuse";
  /** Null of a refusal. */
  readonly mode: AssignmentMode | null;
  readonly bounds: ReviewBounds;
  readonly note: string;
  readonly quarantineReasons: readonly string[];
  /** The publisher keys that were pinned with it. */
  readonly fingerprints: readonly string[];
  /** Mail address; null where the tenant's own policy decided. */
  readonly reviewedBy: string | null;
  readonly reviewedAt: number;
  readonly secondReviewer: string | null;
  readonly secondNote: string;
  /** `waits` for a second admin; `set-aside` when it was decided otherwise before. */
  readonly state: "decided" | "waits" | "set-aside";
  readonly decidedAt: number | null;
};

/** Why a version is on the desk. */
export type DeskReason =
  | { readonly kind: "asked"; readonly by: string; readonly at: number; readonly fleet: string }
  | { readonly kind: "new-version"; readonly at: number; readonly fleet: string; readonly heldBy: readonly string[] }
  | { readonly kind: "second-look"; readonly by: string; readonly at: number; readonly mode: AssignmentMode }
  | { readonly kind: "rejected-in-use"; readonly at: number; readonly fleet: string };

/** One version that waits for a decision. */
export type DeskItem = {
  readonly personaVersionId: PersonaVersionId;
  readonly personaId: string;
  readonly title: string;
  readonly publisherName: string;
  readonly version: number;
  readonly gate: GateState;
  readonly reasons: readonly DeskReason[];
  /** Since when the oldest of the reasons has been waiting. */
  readonly since: number;
};

export type ReviewDesk = { readonly waiting: readonly DeskItem[]; readonly decided: readonly ReviewView[] };

export type ReviewPolicyView = {
  /** Approving takes two admins. */
  readonly fourEyes: boolean;
  /** New versions of a pinned publisher that change nothing but the model go ahead by themselves. */
  readonly autoApprove: boolean;
  /** Versions come to this tenant while they cool down for everybody else. */
  readonly takeEarly: boolean;
  readonly changedBy: string | null;
  readonly changedAt: number | null;
};

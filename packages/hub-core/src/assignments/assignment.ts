import type { AssignmentId, FleetId, ListingId, PersonaVersionId } from "../ids.ts";
import type { VersionState } from "../lifecycle/version-state.ts";

export type AssignmentMode = "shadow" | "active";

/** One Persona version in charge of a fleet, from shadow on. */
export type AssignmentView = {
  readonly assignmentId: AssignmentId;
  readonly fleetId: FleetId;
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly personaId: string;
  readonly title: string;
  readonly version: number;
  readonly digest: string;
  readonly signedBy: readonly string[];
  /** What its publisher said of this version since. */
  readonly versionState: VersionState;
  readonly mode: AssignmentMode;
  /** When a review let it act here; null while it may only shadow. */
  readonly approvedAt: number | null;
  readonly assignedAt: number;
  readonly endedAt: number | null;
};

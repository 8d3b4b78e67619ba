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
  /** Null until an admin approved this version for this fleet. */
  readonly approvedAt: number | null;
  readonly assignedAt: number;
  readonly endedAt: number | null;
};

/** An admin's decision to let a version act, and the publisher key they pinned with it. */
export type ApprovalView = {
  readonly approvalId: string;
  readonly assignmentId: AssignmentId;
  readonly fleetId: FleetId;
  readonly fleetName: string;
  readonly personaId: string;
  readonly version: number;
  readonly note: string;
  readonly fingerprints: readonly string[];
  /** The email address of the admin. */
  readonly approvedBy: string;
  readonly approvedAt: number;
};

import type { FleetId } from "../ids.ts";
import type { AssignmentView } from "../assignments/assignment.ts";

/** `until` null means until somebody resumes it. */
export type Pause = { readonly paused: false } | { readonly paused: true; readonly until: number | null };

export type FleetView = {
  readonly fleetId: FleetId;
  readonly name: string;
  readonly slug: string;
  /** Rises with every change of what the fleet's agents should do. */
  readonly revision: number;
  readonly pause: Pause;
  readonly hosts: { readonly online: number; readonly offline: number };
  /** The Persona in charge now, null when none is assigned. */
  readonly assignment: AssignmentView | null;
  readonly createdAt: number;
};

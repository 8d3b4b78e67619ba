import type { AssignmentView } from "../assignments/assignment.ts";
import type { KillSwitchView, LeaderView, PauseView } from "../control/control.ts";
import type { FleetId } from "../ids.ts";
import type { AdvisoryView } from "../lifecycle/advisory.ts";

/** A pause of everything. `until` null means until somebody resumes it. */
export type Pause = { readonly paused: false } | { readonly paused: true; readonly until: number | null };

export type FleetView = {
  readonly fleetId: FleetId;
  readonly name: string;
  readonly slug: string;
  /** Rises with every change of what the fleet's agents should do. */
  readonly revision: number;
  readonly pause: Pause;
  /** Those added one by one, of whatever scope; `pause` already counts the ones of everything. */
  readonly pauses: readonly PauseView[];
  readonly killSwitch: KillSwitchView | null;
  /** Version of the state document; 0 until one was applied or a Persona was assigned. */
  readonly configVersion: number;
  /** Who decides the fleet-scope attributes; null while no host does. */
  readonly leader: LeaderView | null;
  readonly hosts: { readonly online: number; readonly offline: number };
  /** The Persona in charge now, null when none is assigned. */
  readonly assignment: AssignmentView | null;
  /** What its publisher wants everybody to know who runs that version. */
  readonly advisories: readonly AdvisoryView[];
  readonly createdAt: number;
};

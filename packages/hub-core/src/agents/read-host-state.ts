import type { Deps } from "../deps.ts";
import type { AssignmentId, FleetId } from "../ids.ts";
import type { AssignmentMode } from "../assignments/assignment.ts";
import { pending } from "../use-case/pending.ts";
import type { HostKey } from "./host-key.ts";

/** What a host should be doing, as of `revision`. */
export type HostState = {
  readonly fleetId: FleetId;
  readonly revision: number;
  readonly paused: boolean;
  /** When a pause ends by itself, ms since the epoch; null when it does not. */
  readonly pausedUntil: number | null;
  readonly assignment: null | {
    readonly assignmentId: AssignmentId;
    readonly personaId: string;
    readonly version: number;
    readonly digest: string;
    /** Keys the tenant trusts for this publisher: the pinned ones once approved, the registered ones in shadow. */
    readonly publisherKeys: readonly { readonly fingerprint: string; readonly publicKey: string }[];
    readonly mode: AssignmentMode;
    readonly settings: Readonly<Record<string, unknown>>;
    readonly bounds: Readonly<Record<string, unknown>>;
  };
};

/** The state a host should converge to; `not-found` when the host is gone. */
export async function readHostState(_deps: Deps, _host: HostKey): Promise<HostState> {
  return pending("readHostState");
}

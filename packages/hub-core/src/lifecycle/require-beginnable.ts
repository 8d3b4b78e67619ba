import type { Tx } from "@fleet-persona/db";
import { HubError } from "../hub-error.ts";
import { readVersionState } from "./read-version-states.ts";
import { mayBegin } from "./version-state.ts";
import type { VersionState } from "./version-state.ts";

/** `refused` with `version-yanked` or `version-revoked` when no fleet may begin with a version any more. */
export async function requireBeginnable(tx: Tx, personaVersionId: string): Promise<void> {
  const state = await readVersionState(tx, personaVersionId);
  if (!mayBegin(state)) throw new HubError("refused", sayTakenBack(state), `version-${state.state}`);
}

/** `refused` with `version-revoked` when a version must not act any more. */
export async function requireNotRevoked(tx: Tx, personaVersionId: string): Promise<void> {
  const state = await readVersionState(tx, personaVersionId);
  if (state.state === "revoked") throw new HubError("refused", sayTakenBack(state), "version-revoked");
}

/** Why no fleet may begin with it, and with which it may. */
export function sayTakenBack({ state, notices }: VersionState): string {
  const [gravest] = notices;
  const follow = notices.find(({ successor }) => successor !== null)?.successor;
  const instead = follow === undefined ? "" : ` Take version ${follow}.`;
  return `Its publisher ${state === "yanked" ? "yanked" : "revoked"} this version: ${gravest?.reason ?? ""}.${instead}`;
}

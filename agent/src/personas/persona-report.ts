import type { Assignment, HostStatus } from "@fleet-persona/protocol";
import type { Refusal } from "./persona-events.ts";

/** How a Persona stands on this host, as the status tells it. */
export type PersonaReport = NonNullable<HostStatus["persona"]>;

export function personaReport(
  { personaId: id, version, digest }: Assignment,
  state: PersonaReport["state"],
  refusal: Refusal | undefined,
): PersonaReport {
  const message = refusal?.message.slice(0, 500) ?? null;
  return { id, version, digest, state, code: refusal?.code ?? null, message };
}

/** What is shown of a Persona that was verified and loaded. */
export function shownState({ mode }: Assignment): PersonaReport["state"] {
  return mode === "off" ? "verified" : mode;
}

import type { VerifiedPersona } from "@fleet-persona/persona";
import type { Assignment } from "@fleet-persona/protocol";
import type { PolicyRuntime } from "../policy/policy-runtime.ts";

/** A Persona that was verified and loaded, and the assignment it runs under. `confidence`: the lower of the author's claim and the gate's figure. */
export type RunningPersona = Readonly<{
  persona: VerifiedPersona;
  policy: PolicyRuntime;
  assignment: Assignment;
  confidence: number;
}>;

/** `id@version#digest`, the way the journal names a Persona. */
export function personaLabel({ persona }: Pick<RunningPersona, "persona">): string {
  return `${persona.manifest.id}@${persona.manifest.version}#${persona.digest.slice(0, 12)}`;
}

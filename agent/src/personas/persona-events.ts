import type { Assignment, EventRecord } from "@fleet-persona/protocol";
import { personaLabel, type RunningPersona } from "../loop/running-persona.ts";
import type { KeptRevocation } from "./revocations.ts";

/** Why a Persona does not run: a code (most are persona's `BundleRefusal`) and a sentence. */
export type Refusal = Readonly<{ code: string; message: string }>;

export function refusedEvent(
  assignment: Assignment,
  { code, message }: Refusal,
  running: RunningPersona | undefined,
): EventRecord {
  const stays = running === undefined ? "nothing runs instead" : `${personaLabel(running)} goes on`;
  const { personaId, version, digest } = assignment;
  return {
    name: "persona-refused",
    severity: "error",
    message: `${personaId} version ${version} was refused (${code}): ${message}; ${stays}.`.slice(0, 1000),
    detail: { code, personaId, version, digest },
  };
}

/** One of the four that must agree does not, and may later. */
export function blockedEvent(
  assignment: Assignment,
  { which, code, message }: Refusal & { readonly which: string },
  running: RunningPersona | undefined,
): EventRecord {
  const stays = running === undefined ? "nothing runs instead" : `${personaLabel(running)} goes on`;
  const { personaId, version, digest } = assignment;
  return {
    name: "install-blocked",
    severity: "warning",
    message: `${personaId} version ${version} waits for ${which} (${code}): ${message} ${stays}.`.slice(0, 1000),
    detail: { which, code, personaId, version, digest },
  };
}

export function installedEvent({ persona, assignment }: RunningPersona): EventRecord {
  const { id, version } = persona.manifest;
  return {
    name: "persona-installed",
    severity: "info",
    message: `${id} version ${version} was verified and loaded, signed by ${persona.signedBy.join(", ")}.`,
    detail: { personaId: id, version, digest: persona.digest, mode: assignment.mode },
  };
}

export function modeEvent(from: string, to: string): EventRecord {
  return {
    name: "mode-changed",
    severity: "info",
    message: `The mode went from ${from} to ${to}.`,
    detail: { from, to },
  };
}

export function revokedEvent({ persona, assignment }: RunningPersona, { reason, digest }: KeptRevocation): EventRecord {
  const { id, version } = persona.manifest;
  const acting = assignment.mode === "active" || assignment.mode === "canary";
  const then = acting ? "This host goes to its safe configuration in its wave" : "It never acted here";
  return {
    name: "persona-revoked",
    severity: "error",
    message: `${id} version ${version} was revoked: ${reason}. Its policy is not asked any more. ${then}.`.slice(
      0,
      1000,
    ),
    detail: { personaId: id, version, digest },
  };
}

export function rolledBackEvent(bad: Assignment, good: Assignment): EventRecord {
  return {
    name: "rolled-back",
    severity: "error",
    message: `${bad.personaId} version ${bad.version} failed and ${good.personaId} version ${good.version} runs again.`,
    detail: { from: bad.digest, to: good.digest },
  };
}

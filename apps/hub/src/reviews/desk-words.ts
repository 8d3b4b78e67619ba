import type { DeskReason, HeldBecause } from "@fleet-persona/hub-core";

const held: Readonly<Record<HeldBecause | "not-reviewed", string>> = {
  "policy-off": "your policy has every version reviewed",
  "not-newer": "it is not newer",
  "gate-not-passed": "the gate did not pass it",
  "key-not-pinned": "a key signed it that you have not approved",
  "contract-changed": "its inputs or outputs changed",
  "attributes-changed": "what it may change, or how far, changed",
  "triggers-changed": "its triggers changed",
  "adaptation-changed": "how far and how fast it moves changed",
  "requirements-changed": "what it requires changed",
  "confidence-lower": "its author is less sure of it",
  "experiment-running": "an experiment holds the fleet",
  "signals-missing": "the fleet lacks a signal it requires",
  "not-reviewed": "the version it follows was never reviewed",
};

/** Why a version is on the desk, as a sentence. */
export function deskSentence(reason: DeskReason): string {
  switch (reason.kind) {
    case "asked":
      return `${reason.by} asks for it on ${reason.fleet}.`;
    case "new-version":
      return `A new version of what runs on ${reason.fleet}${heldWords(reason.heldBy)}.`;
    case "second-look":
      return `${reason.by} approved it as ${reason.mode}; it takes another admin.`;
    case "rejected-in-use":
      return `It runs on ${reason.fleet}, and the gate's newer rules reject it.`;
    default:
      return reason satisfies never;
  }
}

function heldWords(codes: readonly string[]): string {
  const said = codes.map((code) => held[code as HeldBecause] ?? code);
  return said.length === 0 ? "" : `: ${said.join("; ")}`;
}

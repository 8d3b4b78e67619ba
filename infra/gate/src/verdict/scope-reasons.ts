import type { GateReason } from "@fleet-persona/persona";
import type { GateEvidence } from "./evidence.ts";
import { reason } from "./reason.ts";

type Found = readonly GateReason[];

/** What the gate could not see, or could not do on this machine. */
export function scopeReasons(evidence: GateEvidence): Found {
  return [...notSimulated(evidence), ...notChecked(evidence), ...notConfined(evidence)];
}

function notSimulated({ manifest, inertAttributes, unseenInputs }: GateEvidence): Found {
  const required = manifest.policy.inputs.signals.filter(({ name, required: r }) => r && unseenInputs.includes(name));
  const found: GateReason[] = [];
  if (inertAttributes.length === manifest.attributes.length) {
    found.push(
      reason(
        "quarantine",
        "nothing-simulated",
        "The simulator knows none of its attributes: a person has to judge it.",
      ),
    );
  } else if (inertAttributes.length > 0) {
    found.push(
      reason("note", "attribute-not-simulated", `Moving ${inertAttributes.join(", ")} did nothing in simulation.`),
    );
  }
  if (required.length > 0) {
    const names = required.map(({ name }) => name).join(", ");
    found.push(
      reason(
        "quarantine",
        "required-signal-not-simulated",
        `It requires ${names}, which no simulated fleet shows, so the fallback decided throughout: a person has to judge it, or make the signal optional.`,
      ),
    );
  } else if (unseenInputs.length > 0) {
    found.push(
      reason("note", "signal-not-simulated", `No simulated fleet shows ${unseenInputs.join(", ")}: they were missing.`),
    );
  }
  return found;
}

function notChecked({ model }: GateEvidence): Found {
  if (model.facts !== null) return [];
  return [reason("note", "not-checked-statically", "Nobody looked at the model's bytes before it ran in the sandbox.")];
}

function notConfined({ confinement: { networkIsolated, memoryLimited } }: GateEvidence): Found {
  const found: GateReason[] = [];
  if (!networkIsolated) {
    found.push(
      reason(
        "note",
        "network-not-isolated",
        "This machine gives the sandbox no network of its own (unshare -n, as root or in a user namespace): the model ran beside the real one.",
      ),
    );
  }
  if (!memoryLimited) {
    found.push(
      reason(
        "note",
        "memory-not-limited",
        "This machine holds no process to an amount of memory: the gate watched it where the system tells, and the time.",
      ),
    );
  }
  return found;
}

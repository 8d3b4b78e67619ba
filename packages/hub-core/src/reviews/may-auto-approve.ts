import { canonicalBytes } from "@fleet-persona/persona";
import type { Manifest } from "@fleet-persona/persona";
import type { GateState } from "../gate/gate-run.ts";

/** The version that would follow it. */
export type NextVersion = {
  readonly manifest: Manifest;
  readonly signedBy: readonly string[];
  readonly gate: GateState;
  /** Whether the fleet still gives it every signal it requires. */
  readonly missingSignals: readonly string[];
};

/** What the tenant said, and the keys of the publisher that it pinned. */
export type AutoApproval = {
  readonly autoApprove: boolean;
  readonly pinned: readonly string[];
  /** An experiment holds the fleet: what is in charge must not change under it. */
  readonly experimenting: boolean;
};

export type HeldBecause =
  | "policy-off"
  | "not-newer"
  | "gate-not-passed"
  | "key-not-pinned"
  | "contract-changed"
  | "attributes-changed"
  | "triggers-changed"
  | "adaptation-changed"
  | "requirements-changed"
  | "confidence-lower"
  | "signals-missing"
  | "experiment-running";

export type AutoApprovalVerdict =
  | { readonly kind: "yes" }
  | { readonly kind: "no"; readonly because: readonly HeldBecause[] };

/**
 * Whether a new version may follow an approved one (`was`) without a person: the tenant said so, the gate passed it, a pinned key signed
 * it, and nothing changed but the model: same inputs and outputs, same attributes and their ranges, and the same rules for how
 * far and how fast they move (triggers and adaptation bound a fleet as ranges do). Says everything that speaks against it.
 */
export function mayAutoApprove(was: Manifest, next: NextVersion, policy: AutoApproval): AutoApprovalVerdict {
  const { gate, manifest: is } = next;
  const checks: readonly (readonly [HeldBecause, boolean])[] = [
    ["policy-off", policy.autoApprove],
    ["not-newer", was.id === is.id && is.version > was.version],
    ["gate-not-passed", gate.kind === "judged" && gate.verdict === "passed"],
    ["key-not-pinned", next.signedBy.some((fingerprint) => policy.pinned.includes(fingerprint))],
    ["contract-changed", same(contractOf(was), contractOf(is))],
    ["attributes-changed", same(was.attributes, is.attributes) && same(was.optimal_config, is.optimal_config)],
    ["triggers-changed", same(was.triggers, is.triggers)],
    ["adaptation-changed", same(was.adaptation, is.adaptation)],
    ["requirements-changed", same(was.requires, is.requires)],
    ["confidence-lower", is.confidence_score >= was.confidence_score],
    ["signals-missing", next.missingSignals.length === 0],
    ["experiment-running", !policy.experimenting],
  ];
  const because = checks.filter(([, holds]) => !holds).map(([code]) => code);
  return because.length === 0 ? { kind: "yes" } : { kind: "no", because };
}

// How a signal was distributed in training is what a retrained model may change; what it means and how old it may be is not.
function contractOf({ policy: { inputs, outputs, opset } }: Manifest): unknown {
  const signals = inputs.signals.map(({ distribution: _distribution, ...meaning }) => meaning);
  return { signals, config: inputs.config, outputs, opset };
}

const same = (a: unknown, b: unknown): boolean => Buffer.compare(canonicalBytes(a), canonicalBytes(b)) === 0;

import type { GateReason } from "@fleet-persona/persona";
import { GATE_RULES } from "../gate-rules.ts";
import type { GateEvidence } from "./evidence.ts";
import { firstFew, percent, reason } from "./reason.ts";

type Found = readonly GateReason[];

/** What the answers themselves say: are they answers, always the same, steady, and in time? */
export function policyReasons(evidence: GateEvidence): Found {
  return [
    ...malformed(evidence),
    ...nondeterministic(evidence),
    ...brokenRelations(evidence),
    ...jumpy(evidence),
    ...slow(evidence),
  ];
}

function malformed({ fuzzing, scenarios }: GateEvidence): Found {
  const invalid = scenarios.reduce((sum, { tally }) => sum + tally.invalid, 0);
  if (fuzzing.malformed.length === 0 && invalid === 0) return [];
  const where = [...(invalid === 0 ? [] : [`${invalid} decisions in the scenarios`]), ...fuzzing.malformed];
  return [
    reason(
      "reject",
      "outputs-invalid",
      `Answers were not finite or out of range: ${firstFew(where)}. Clip inputs within the graph, and end in Softmax and Sigmoid.`,
    ),
  ];
}

function nondeterministic({ fuzzing }: GateEvidence): Found {
  if (fuzzing.deterministic) return [];
  return [
    reason(
      "reject",
      "not-deterministic",
      "The same inputs gave different answers in two processes, or when asked again. Leave out random operators: what cannot be repeated cannot be judged.",
    ),
  ];
}

function brokenRelations({ fuzzing: { broken } }: GateEvidence): Found {
  if (broken.length === 0) return [];
  return [
    reason(
      "quarantine",
      "fuzzing-failed",
      `${broken.length} of the fuzzed inputs broke a rule: ${firstFew(broken)}. Mask by \`present\`, keep rows apart, and give triggers hysteresis.`,
    ),
  ];
}

function jumpy({ fuzzing: { sensitivity } }: GateEvidence): Found {
  if (sensitivity.jumpShare <= GATE_RULES.jumpShare) return [];
  return [
    reason(
      "quarantine",
      "too-sensitive",
      `${percent(sensitivity.jumpShare)} of changes by 1 % of an input's range moved a recommendation by more than ${percent(GATE_RULES.jump)} (at most ${sensitivity.furthest}). Train longer, with noise on the inputs, or with a higher entropy bonus.`,
    ),
  ];
}

/** Why a model is not asked any further; null where an agent could wait for its answers. */
export function tooSlow(us: number): GateReason | null {
  if (us <= GATE_RULES.unusableUs) return null;
  return reason(
    "reject",
    "too-slow",
    `One inference takes ${inMs(us)}: an agent gives up after ${inMs(GATE_RULES.unusableUs)}. Make the network smaller.`,
  );
}

function slow({ fuzzing: { latency } }: GateEvidence): Found {
  if (latency.p99 <= GATE_RULES.slowUs) return [];
  const said = `One inference takes ${inMs(latency.p50)}, one in a hundred ${inMs(latency.p99)}`;
  return [reason("quarantine", "slow", `${said}. A small agent may not keep up; make the network smaller.`)];
}

function inMs(us: number): string {
  return `${(us / 1000).toPrecision(2)} ms`;
}

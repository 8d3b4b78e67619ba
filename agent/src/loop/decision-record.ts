import { explain, type Attribution, type Decision } from "@fleet-persona/engine";
import {
  encodeRecord,
  FRAME_KINDS,
  type ApplyOutcome as ReportedOutcome,
  type Assignment,
  type DecisionRecord,
} from "@fleet-persona/protocol";
import type { ApplyOutcome } from "../apply/apply-outcome.ts";
import { onArm } from "../personas/arms.ts";
import type { NewFrame } from "../outbox/outbox.ts";
import { exportedReplay, type Replay } from "./replay.ts";
import type { RunningPersona } from "./running-persona.ts";

type RecordedArm = NonNullable<DecisionRecord["experiment"]>;

// A person reads the first few; the rest are close to nothing.
const MOST_ATTRIBUTED = 16;

/** One decision as it is sent: what it was, in words too, and what became of it. Signals off the list stay here. */
export function decisionFrame(input: {
  running: RunningPersona;
  decision: Decision;
  attribution: readonly Attribution[];
  replay: Replay;
  outcome: ApplyOutcome | null;
  applyMs: number;
  tookMs: number;
  exported: (signal: string) => boolean;
}): NewFrame {
  const { persona, assignment } = input.running;
  const { id, version, attributes } = persona.manifest;
  const arm = recordedArm(assignment);
  const signals = Object.fromEntries(Object.entries(input.decision.signals).filter(([name]) => input.exported(name)));
  const { verdicts, triggers, ...rest } = input.decision;
  const attribution = input.attribution.filter(({ signal, change }) => change > 0 && input.exported(signal));
  const payload = encodeRecord({
    persona: { id, version, digest: persona.digest },
    assignmentId: assignment.assignmentId,
    decision: {
      ...rest,
      triggers,
      verdicts: verdicts.map((verdict) => ({ ...verdict, clippedBy: [...verdict.clippedBy] })),
      signals,
      attribution: attribution.toSorted((a, b) => b.change - a.change).slice(0, MOST_ATTRIBUTED),
      replay: exportedReplay(input.replay, input.exported),
    },
    explanation: `${explain(input.decision, attributes)}${sayArm(assignment)}`.slice(0, 2000),
    apply: reported(input.outcome, input.applyMs),
    tookMs: input.tookMs,
    ...(arm === undefined ? {} : { experiment: arm }),
  });
  return { at: input.decision.at, kind: FRAME_KINDS.decision, payload };
}

/** The arm that a decision was made under, as it is recorded. */
export function recordedArm({ experiment }: Assignment): RecordedArm | undefined {
  if (experiment === undefined) return undefined;
  const { experimentId, arm, marker } = experiment;
  return { experimentId, arm, marker };
}

function sayArm(assignment: Assignment): string {
  return assignment.experiment === undefined ? "" : ` ${onArm(assignment.experiment, assignment)}`;
}

function reported(outcome: ApplyOutcome | null, tookMs: number): ReportedOutcome {
  if (outcome === null) return { kind: "none" };
  switch (outcome.kind) {
    case "applied":
      return { kind: "applied", steps: outcome.steps.map((step) => step.slice(0, 300)), tookMs };
    case "undone":
      return { kind: "undone", because: because(outcome) };
    case "failed":
      return { kind: "failed", because: `${because(outcome)}; the way back: ${outcome.undo}`.slice(0, 500) };
    case "skipped":
      return { kind: "none" };
  }
  return outcome satisfies never;
}

function because(outcome: { because: string; step: string | null; message: string }): string {
  const where = outcome.step === null ? "" : ` at "${outcome.step}"`;
  return `${outcome.because}${where}: ${outcome.message}`.slice(0, 500);
}

/** What makes a hold worth telling: its reason, and who decided. Holds that say the same again stay on the host. */
export function holdKey(decision: Decision): string {
  const handover = decision.handover === null ? "" : JSON.stringify(decision.handover);
  const hands = Object.keys(decision.hands).join(" ");
  return `${hands} ${decision.frozenBy ?? ""} ${decision.mode} ${decision.decider} ${decision.because} ${handover}`;
}

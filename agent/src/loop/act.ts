import { changesOf, isActing, noteApplied, noteLost, type Decision, type EngineMemory } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { EventRecord } from "@fleet-persona/protocol";
import type { ApplyOutcome } from "../apply/apply-outcome.ts";
import { execute } from "../apply/executor.ts";
import type { Journal } from "../journal/journal.ts";
import type { Target } from "../targets/target.ts";
import { withinBounds, type EngineFrame } from "./engine-settings.ts";
import type { RunningPersona } from "./running-persona.ts";

type ActDeps = Readonly<{
  target: Target;
  journal: Pick<Journal, "beginApply" | "concludeApply">;
  emit: (event: EventRecord) => void;
  stepLimitMs: number;
}>;

type Act = Readonly<{ number: number; running: RunningPersona; decision: Decision; frame: EngineFrame }>;

/** Whether a decision is carried out, or only journalled. */
export function mayApply({ outcome, mode }: Decision): boolean {
  return outcome === "adjust" && isActing(mode);
}

/** Carries a decision out and says in the journal, and as an event when it went wrong, what became of it. */
export async function act(deps: ActDeps, { number, running, decision, frame }: Act): Promise<ApplyOutcome> {
  const { from, to } = movesOf(decision);
  const outcome = await execute(deps.target, {
    from,
    to,
    attributes: running.persona.manifest.attributes,
    allowed: (attribute, value) => withinBounds(frame.bounds, attribute, value),
    stepLimitMs: deps.stepLimitMs,
    onBegin: (before) => deps.journal.beginApply(number, before, to),
  });
  deps.journal.concludeApply(number, outcome);
  if (outcome.kind === "undone" || outcome.kind === "failed") deps.emit(applyFailedEvent(outcome));
  return outcome;
}

/** What the engine must know about what became of its decision. */
export function remembering(
  memory: EngineMemory,
  decision: Decision,
  outcome: ApplyOutcome,
  frame: EngineFrame,
): EngineMemory {
  const { from } = movesOf(decision);
  switch (outcome.kind) {
    case "applied":
      return noteApplied(memory, { from, readBack: outcome.readBack, at: decision.at }, frame.settings);
    case "undone":
    case "failed":
      return noteLost(memory, Object.keys(from));
    case "skipped":
      return memory;
  }
  return outcome satisfies never;
}

function movesOf(decision: Decision): { from: Configuration; to: Configuration } {
  const changes = changesOf(decision);
  return {
    from: Object.fromEntries(changes.map((change) => [change.attribute, change.from])),
    to: Object.fromEntries(changes.map((change) => [change.attribute, change.to])),
  };
}

export function applyFailedEvent(outcome: Extract<ApplyOutcome, { kind: "undone" | "failed" }>): EventRecord {
  const ending = outcome.kind === "undone" ? "Everything was put back" : `It could not be put back: ${outcome.undo}`;
  return {
    name: outcome.kind === "undone" ? "rolled-back" : "apply-failed",
    severity: "error",
    message: `${outcome.because}: ${outcome.message}. ${ending}.`.slice(0, 1000),
    detail: { because: outcome.because, step: outcome.step },
  };
}

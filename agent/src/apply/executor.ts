import type { Attribute, Configuration } from "@fleet-persona/persona";
import { messageOf } from "../agent-error.ts";
import type { Step, Target, Undo } from "../targets/target.ts";
import type { ApplyFailure, ApplyOutcome, SkipReason } from "./apply-outcome.ts";
import { withDeadline } from "./deadline.ts";
import { differences } from "./same-configuration.ts";

/** One move from what the decision saw to what it wants; both name the changed attributes only. */
export type Move = Readonly<{
  from: Configuration;
  to: Configuration;
  attributes: readonly Attribute[];
  /** Whether a value is inside every bound right now; asked again here because bounds can tighten meanwhile. */
  allowed: (attribute: string, value: Configuration[string]) => boolean;
  stepLimitMs: number;
  /** Called after validation and before the first step: from here on a crash leaves work to undo. */
  onBegin: (before: Configuration) => void;
}>;

type Trouble = { because: ApplyFailure; step: string | null; message: string };

/** Plan, validate, apply, read back; then committed, or every step taken back in reverse order. Never rejects. */
export async function execute(target: Target, move: Move): Promise<ApplyOutcome> {
  const before = await withDeadline(move.stepLimitMs, () => target.read());
  if (before.kind !== "done") return skipped("read-failed", whatHappened(before));
  const moved = differences(move.attributes, move.from, before.value);
  if (moved.length > 0) return skipped("configuration-moved", `${moved.join(", ")} changed since the decision`);
  const outside = Object.entries(move.to).filter(([name, value]) => !move.allowed(name, value));
  if (outside.length > 0) return skipped("out-of-bounds", outside.map(([name]) => name).join(", "));
  const plan = await withDeadline(move.stepLimitMs, () => target.plan(move.to));
  if (plan.kind !== "done") return skipped("plan-failed", whatHappened(plan));
  const stranger = plan.value.find((step) => !(step.attribute in move.to));
  if (stranger !== undefined) return skipped("plan-failed", `the plan touches ${stranger.attribute} unasked`);
  if (plan.value.length === 0) return skipped("nothing-to-do", "the target already is as wanted");
  move.onBegin(pick(before.value, Object.keys(move.to)));
  return await carryOut(target, move, plan.value);
}

async function carryOut(target: Target, move: Move, steps: readonly Step[]): Promise<ApplyOutcome> {
  const undos: Undo[] = [];
  for (const step of steps) {
    const applied = await withDeadline(move.stepLimitMs, () => step.apply());
    if (applied.kind === "done") {
      undos.push(applied.value);
      continue;
    }
    const because = applied.kind === "late" ? "step-timed-out" : "step-failed";
    return await takeBack(target, move, undos, { because, step: step.summary, message: whatHappened(applied) });
  }
  const readBack = await withDeadline(move.stepLimitMs, () => target.read());
  if (readBack.kind !== "done") {
    const trouble = { because: "read-back-failed", step: null, message: whatHappened(readBack) } as const;
    return await takeBack(target, move, undos, trouble);
  }
  const different = differences(move.attributes, move.to, readBack.value);
  if (different.length === 0) {
    const inForce = pick(readBack.value, Object.keys(move.to));
    return { kind: "applied", steps: steps.map((step) => step.summary), readBack: inForce };
  }
  const message = different.map((name) => `${name} reads ${String(readBack.value[name])}`).join(", ");
  return await takeBack(target, move, undos, { because: "read-back-differs", step: null, message });
}

// Undone is only claimed after the old values were read again: an undo that does not throw proves nothing.
async function takeBack(target: Target, move: Move, undos: readonly Undo[], trouble: Trouble): Promise<ApplyOutcome> {
  const problems: string[] = [];
  for (const undo of undos.toReversed()) {
    const undone = await withDeadline(move.stepLimitMs, undo);
    if (undone.kind !== "done") problems.push(whatHappened(undone));
  }
  if (problems.length > 0 || !(await isAsBefore(target, move))) {
    const restored = await restore(target, move);
    if (restored !== undefined) return { kind: "failed", ...trouble, undo: [...problems, restored].join("; ") };
  }
  return { kind: "undone", ...trouble };
}

// The second way back: plan towards the old values, for steps that failed half way or undos that failed.
async function restore(target: Target, move: Move): Promise<string | undefined> {
  return await restoreConfiguration(target, move.from, move.attributes, move.stepLimitMs);
}

/** Plans and applies towards `wanted` and reads back; undefined when it holds, otherwise what went wrong. */
export async function restoreConfiguration(
  target: Target,
  wanted: Configuration,
  attributes: readonly Attribute[],
  stepLimitMs: number,
): Promise<string | undefined> {
  const plan = await withDeadline(stepLimitMs, () => target.plan(wanted));
  if (plan.kind !== "done") return `no way back could be planned: ${whatHappened(plan)}`;
  for (const step of plan.value) {
    const applied = await withDeadline(stepLimitMs, () => step.apply());
    if (applied.kind !== "done") return `${step.summary}: ${whatHappened(applied)}`;
  }
  const read = await withDeadline(stepLimitMs, () => target.read());
  if (read.kind !== "done") return `the way back could not be read: ${whatHappened(read)}`;
  const different = differences(attributes, wanted, read.value);
  return different.length === 0 ? undefined : `${different.join(", ")} did not go back`;
}

async function isAsBefore(target: Target, move: Move): Promise<boolean> {
  const read = await withDeadline(move.stepLimitMs, () => target.read());
  return read.kind === "done" && differences(move.attributes, move.from, read.value).length === 0;
}

function pick(configuration: Configuration, names: readonly string[]): Configuration {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = configuration[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function skipped(because: SkipReason, message: string): ApplyOutcome {
  return { kind: "skipped", because, message };
}

function whatHappened(timed: { kind: "late" } | { kind: "threw"; error: unknown }): string {
  return timed.kind === "late" ? "no answer in time" : messageOf(timed.error);
}

import type { Attribute, Configuration } from "@fleet-persona/persona";
import type { Journal } from "../journal/journal.ts";
import type { Target } from "../targets/target.ts";
import type { ApplyOutcome } from "./apply-outcome.ts";
import { restoreConfiguration } from "./executor.ts";

/** What was done about one apply that a crash cut in two. */
export type Recovered = Readonly<{ number: number; outcome: ApplyOutcome }>;

/**
 * Takes back every apply that was begun and never concluded, newest first, so that the oldest `before` wins.
 * Run before the first decision, once the target answers; what cannot be taken back is journalled as failed.
 */
export async function recoverUnfinished(
  journal: Journal,
  target: Target,
  attributes: readonly Attribute[],
  stepLimitMs: number,
): Promise<readonly Recovered[]> {
  const recovered: Recovered[] = [];
  for (const { number, before } of journal.unfinishedApplies().toReversed()) {
    const problem = await restoreConfiguration(target, before, attributes, stepLimitMs);
    const outcome = recoveryOutcome(before, problem);
    journal.concludeApply(number, outcome);
    recovered.push({ number, outcome });
  }
  return recovered;
}

function recoveryOutcome(before: Configuration, problem: string | undefined): ApplyOutcome {
  const names = Object.keys(before).join(", ");
  const shared = { because: "interrupted-by-crash", step: null } as const;
  return problem === undefined
    ? { kind: "undone", ...shared, message: `the agent died while it changed ${names}; the old values are back` }
    : { kind: "failed", ...shared, message: `the agent died while it changed ${names}`, undo: problem };
}

import { tables, withTenant } from "@fleet-persona/db";
import { and, eq, inArray } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { TrialFailureCode, TrialKey } from "./trial.ts";
import { trialReportSchema } from "./trial-report.ts";

/** What became of a trial. */
export type TrialOutcome =
  | { readonly kind: "done"; readonly report: unknown }
  | { readonly kind: "failed"; readonly code: TrialFailureCode; readonly message: string };

/** Keeps what became of a trial, once: false when it had ended before or is gone. */
export async function finishTrial(
  deps: Deps,
  { tenantId, trialId }: TrialKey,
  outcome: TrialOutcome,
): Promise<boolean> {
  const { trials } = tables;
  const mine = and(
    eq(trials.tenantId, tenantId),
    eq(trials.id, trialId),
    inArray(trials.status, ["queued", "running"]),
  );
  const ended = { ...columnsOf(outcome), endedAt: deps.now() };
  const rows = await withTenant(deps.db, tenantId, (tx) =>
    tx.update(trials).set(ended).where(mine).returning({ id: trials.id }),
  );
  return rows.length > 0;
}

type Columns =
  | { readonly status: "done"; readonly report: unknown }
  | { readonly status: "failed"; readonly failureCode: string; readonly failure: string };

function columnsOf(outcome: TrialOutcome): Columns {
  if (outcome.kind === "failed") return failed(outcome.code, outcome.message);
  // What came out of the process that ran a stranger's model is checked before anybody is shown it.
  const parsed = trialReportSchema.safeParse(outcome.report);
  if (parsed.success) return { status: "done", report: parsed.data };
  return failed(
    "trial-failed",
    `The report has another shape than it should: ${parsed.error.issues[0]?.path.join(".")}.`,
  );
}

function failed(failureCode: TrialFailureCode, message: string): Columns {
  const storable = message
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, " ")
    .slice(0, 500);
  return { status: "failed", failureCode, failure: storable };
}

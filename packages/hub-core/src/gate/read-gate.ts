import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { GateReport } from "@fleet-persona/persona";
import { desc, eq, inArray, sql } from "drizzle-orm";
import type { PersonaVersionId } from "../ids.ts";
import type { GateState, GateStates } from "./gate-run.ts";
import { versionId } from "./gate-run.ts";

const pending: GateState = { kind: "pending" };

type Run = {
  readonly status: typeof tables.gateRuns.$inferSelect.status;
  readonly verdict: GateReport["verdict"] | null;
  readonly rulesVersion: number | null;
  readonly confidence: number | null;
  readonly reasons: GateReport["reasons"] | null;
  readonly failure: string | null;
  readonly finishedAt: Date | null;
};

/** Where these versions stand with the gate; each one asked for is answered. */
export async function readGateStates(tx: Tx, versionIds: readonly PersonaVersionId[]): Promise<GateStates> {
  const runs = versionIds.length === 0 ? [] : await readRuns(tx, versionIds);
  const byVersion = Map.groupBy(runs, (run) => run.personaVersionId);
  return new Map(versionIds.map((id) => [id, stateOf(byVersion.get(id) ?? [])]));
}

export async function readGateState(tx: Tx, id: PersonaVersionId): Promise<GateState> {
  return (await readGateStates(tx, [id])).get(id) ?? pending;
}

/** The report behind a verdict, and the run it came of; null while there is none. */
export async function readGateReport(
  tx: Tx,
  id: PersonaVersionId,
): Promise<{ readonly runId: string; readonly report: GateReport } | null> {
  const { gateRuns: runs } = tables;
  const [row] = await tx
    .select({ runId: runs.id, report: runs.report })
    .from(runs)
    .where(sql`${eq(runs.personaVersionId, id)} and ${runs.status} = 'done'`)
    .orderBy(desc(runs.finishedAt), desc(runs.seq))
    .limit(1);
  return row?.report === undefined || row.report === null ? null : { runId: row.runId, report: row.report };
}

// The reports stay where they are: only what a list shows is read.
function readRuns(
  tx: Tx,
  ids: readonly PersonaVersionId[],
): Promise<readonly (Run & { personaVersionId: PersonaVersionId })[]> {
  const { gateRuns: runs } = tables;
  return tx
    .select({
      personaVersionId: runs.personaVersionId,
      status: runs.status,
      verdict: runs.verdict,
      rulesVersion: runs.rulesVersion,
      confidence: sql<number | null>`(${runs.report}->>'confidence')::double precision`,
      reasons: sql<GateReport["reasons"] | null>`${runs.report}->'reasons'`,
      failure: runs.failure,
      finishedAt: runs.finishedAt,
    })
    .from(runs)
    .where(inArray(runs.personaVersionId, [...ids]))
    .orderBy(sql`${runs.finishedAt} desc nulls first`, desc(runs.seq))
    .then((rows) => rows.map((row) => ({ ...row, personaVersionId: versionId(row.personaVersionId) })));
}

/** The runs of one version, the newest first, those on their way before all. */
function stateOf(runs: readonly Run[]): GateState {
  const onItsWay = runs.some(({ status }) => status === "queued" || status === "running");
  const done = runs.find(({ status }) => status === "done");
  if (done !== undefined && done.verdict !== null) {
    return {
      kind: "judged",
      verdict: done.verdict,
      reasons: done.reasons ?? [],
      confidence: done.confidence ?? 0,
      rulesVersion: done.rulesVersion ?? 0,
      finishedAt: done.finishedAt?.getTime() ?? 0,
      runsAgain: onItsWay,
    };
  }
  const failed = runs.find(({ status }) => status === "failed");
  return onItsWay || failed === undefined ? pending : { kind: "failed", failure: failed.failure ?? "" };
}

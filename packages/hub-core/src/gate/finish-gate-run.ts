import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { gateReportSchema } from "@fleet-persona/persona";
import { and, eq, isNotNull, ne } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { listingIdSchema } from "../ids.ts";
import type { ListingId, PersonaVersionId } from "../ids.ts";
import { isStorableJson } from "../text.ts";
import { announceVersion } from "../watching/announce-version.ts";
import { versionId } from "./gate-run.ts";
import type { GateResult, GateRunKey, GateVerdict } from "./gate-run.ts";
import { packSeries } from "./series-codec.ts";

/** A version with a fresh verdict. */
export type JudgedVersion = {
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly verdict: GateVerdict;
};

/** Keeps what a run came to, once; null when it had ended before. Throws when the report is not one, or is about another bundle. */
export async function finishGateRun(
  deps: Deps,
  key: GateRunKey,
  { report, series }: GateResult,
): Promise<JudgedVersion | null> {
  const parsed = gateReportSchema.parse(report);
  if (!isStorableJson(parsed)) throw new TypeError("The gate's report holds text that cannot be stored.");
  const { gateRuns: runs, gateSeries, personaVersions } = tables;
  const finishedAt = deps.now();
  return withTenant(deps.db, key.tenantId, async (tx) => {
    const [about] = await tx
      .select({ digest: personaVersions.digest })
      .from(runs)
      .innerJoin(personaVersions, eq(personaVersions.id, runs.personaVersionId))
      .where(eq(runs.id, key.runId));
    if (about === undefined) return null;
    const stoodBefore = await stands(tx, key.runId);
    if (about.digest !== parsed.bundle_digest) throw new TypeError("The gate's report is about another bundle.");
    const [run] = await tx
      .update(runs)
      .set({ status: "done", report: parsed, verdict: parsed.verdict, rulesVersion: parsed.rules_version, finishedAt })
      .where(and(eq(runs.id, key.runId), eq(runs.status, "running")))
      .returning();
    if (run === undefined) return null;
    const { tenantId, listingId } = run;
    await tx.insert(gateSeries).values({ gateRunId: run.id, tenantId, listingId, content: packSeries(series) });
    const version = { listingId: listingIdSchema.parse(listingId), personaVersionId: versionId(run.personaVersionId) };
    // Only the first time: newer rules that come to the same are no news.
    if (!stoodBefore) await announceVersion(tx, version.personaVersionId, finishedAt);
    return { ...version, verdict: parsed.verdict };
  });
}

// Whether another run let the version of this one through before.
async function stands(tx: Tx, runId: string): Promise<boolean> {
  const { gateRuns: runs } = tables;
  const [run] = await tx.select({ of: runs.personaVersionId }).from(runs).where(eq(runs.id, runId));
  if (run === undefined) return false;
  const [before] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.personaVersionId, run.of), isNotNull(runs.verdict), ne(runs.verdict, "rejected")))
    .limit(1);
  return before !== undefined;
}

/** Gives a run up for good; the version then stays without a verdict until it is run again. */
export async function failGateRun(deps: Deps, { tenantId, runId }: GateRunKey, failure: string): Promise<void> {
  const { gateRuns: runs } = tables;
  // A runner's message is nobody's sentence: PostgreSQL must be able to keep it.
  const storable = failure
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, " ")
    .slice(0, 500);
  await withTenant(deps.db, tenantId, (tx) =>
    tx
      .update(runs)
      .set({ status: "failed", failure: storable, finishedAt: deps.now() })
      .where(and(eq(runs.id, runId), eq(runs.status, "running"))),
  );
}

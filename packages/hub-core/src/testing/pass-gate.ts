import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { GateReport } from "@fleet-persona/persona";
import { and, desc, eq } from "drizzle-orm";
import { claimGateRun } from "../gate/claim-gate-run.ts";
import { finishGateRun } from "../gate/finish-gate-run.ts";
import type { JudgedVersion } from "../gate/finish-gate-run.ts";
import { gateJobSchema } from "../gate/gate-run.ts";
import type { Deps } from "../deps.ts";
import type { TenantId } from "../ids.ts";

type Change = Partial<Pick<GateReport, "verdict" | "reasons" | "confidence" | "rules_version" | "behaviour">> & {
  /** Of a draft, which nobody else sees. */
  readonly sellerId?: TenantId;
};

/** For tests without a worker: the gate's verdict on a version that was just published, passed unless it says otherwise. */
export async function passGate(
  deps: Deps,
  personaVersionId: string,
  { sellerId, ...change }: Change = {},
): Promise<JudgedVersion> {
  const { gateRuns: runs, personaVersions } = tables;
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    sellerId === undefined ? withoutTenant(deps.db, work) : withTenant(deps.db, sellerId, work);
  const [row] = await inTx((tx) =>
    tx
      .select({ runId: runs.id, tenantId: runs.tenantId, version: personaVersions })
      .from(runs)
      .innerJoin(personaVersions, eq(personaVersions.id, runs.personaVersionId))
      .where(and(eq(runs.personaVersionId, personaVersionId), eq(runs.status, "queued")))
      .orderBy(desc(runs.queuedAt)),
  );
  if (row === undefined) throw new TypeError("There is no run of the gate to answer for this version.");
  const key = gateJobSchema.parse(row);
  const report: GateReport = {
    schema: "fleet-persona-gate/1",
    rules_version: 1,
    persona: { id: row.version.manifest.id, version: row.version.version },
    bundle_digest: row.version.digest,
    verdict: "passed",
    reasons: [],
    confidence: 0.75,
    model: { verdict: "accepted", findings: [], facts: null },
    behaviour: null,
    seconds: 0,
    ...change,
  };
  await claimGateRun(deps, key, report.rules_version);
  const judged = await finishGateRun(deps, key, { report, series: [] });
  if (judged === null) throw new TypeError("Somebody else answered for the gate.");
  return judged;
}

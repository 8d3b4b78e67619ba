import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { BundleFiles } from "@fleet-persona/persona";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { listingIdSchema } from "../ids.ts";
import type { PersonaVersionId } from "../ids.ts";
import { failGateRun } from "./finish-gate-run.ts";
import type { JudgedVersion } from "./finish-gate-run.ts";
import { mostGateAttempts, versionId } from "./gate-run.ts";
import type { GateRunKey } from "./gate-run.ts";

/** What a worker is to run: the bundle as it was published, and the publisher keys to verify it with. */
export type GateWork = {
  readonly personaVersionId: PersonaVersionId;
  /** Of the bundle as it was published. */
  readonly digest: string;
  readonly bundle: BundleFiles;
  readonly publisherKeys: readonly Uint8Array[];
  /** No other try follows this one. */
  readonly isLast: boolean;
};

/** What a job of the queue asks for. `judged` when the run has ended already and only its consequences may be left to do. */
export type GateClaim =
  | { readonly kind: "run"; readonly work: GateWork }
  | { readonly kind: "judged"; readonly judged: JudgedVersion }
  | { readonly kind: "gone" };

/** Takes a run. One that was taken too often and never ended, because it took its workers down with it, is given up here. */
export async function claimGateRun(deps: Deps, key: GateRunKey, rulesVersion: number): Promise<GateClaim> {
  const { gateRuns: runs } = tables;
  const claimed = await withTenant(deps.db, key.tenantId, async (tx) => {
    const [run] = await tx
      .update(runs)
      .set({
        status: "running",
        rulesVersion,
        startedAt: deps.now(),
        progress: null,
        attempts: sql`${runs.attempts} + 1`,
      })
      .where(and(eq(runs.id, key.runId), inArray(runs.status, ["queued", "running"])))
      .returning({ attempts: runs.attempts, personaVersionId: runs.personaVersionId });
    if (run === undefined) return { attempts: 0, claim: await readEnded(tx, key) };
    const work = { ...(await readWork(tx, run.personaVersionId)), isLast: run.attempts >= mostGateAttempts };
    return { attempts: run.attempts, claim: { kind: "run", work } as const };
  });
  if (claimed.attempts <= mostGateAttempts) return claimed.claim;
  await failGateRun(deps, key, `${mostGateAttempts} workers took it and none came to its end.`);
  return { kind: "gone" };
}

async function readEnded(tx: Tx, { runId }: GateRunKey): Promise<GateClaim> {
  const { gateRuns: runs } = tables;
  const [run] = await tx.select().from(runs).where(eq(runs.id, runId));
  if (run === undefined || run.verdict === null) return { kind: "gone" };
  const { listingId, personaVersionId, verdict } = run;
  const version = { listingId: listingIdSchema.parse(listingId), personaVersionId: versionId(personaVersionId) };
  return { kind: "judged", judged: { ...version, verdict } };
}

async function readWork(tx: Tx, personaVersionId: string): Promise<Omit<GateWork, "isLast">> {
  const { bundleFiles, personaVersions, publisherKeys } = tables;
  const files = await tx.select().from(bundleFiles).where(eq(bundleFiles.personaVersionId, personaVersionId));
  const [version] = await tx
    .select({ signedBy: personaVersions.signedBy, digest: personaVersions.digest })
    .from(personaVersions)
    .where(eq(personaVersions.id, personaVersionId));
  const keys = await tx
    .select({ publicKey: publisherKeys.publicKey })
    .from(publisherKeys)
    .where(inArray(publisherKeys.fingerprint, version?.signedBy ?? []));
  return {
    personaVersionId: versionId(personaVersionId),
    digest: version?.digest ?? "",
    bundle: new Map(files.map(({ name, content }) => [name, content])),
    publisherKeys: keys.map(({ publicKey }) => publicKey),
  };
}

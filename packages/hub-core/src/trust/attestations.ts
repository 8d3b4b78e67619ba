import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import { readAttestation } from "@fleet-persona/persona";
import type { BundleFiles, GateReport } from "@fleet-persona/persona";
import { and, desc, eq, sql } from "drizzle-orm";
import type { HostKey } from "../agents/host-key.ts";
import { runnableVersions } from "../agents/runnable-versions.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps } from "../deps.ts";
import { HubError, notFound } from "../hub-error.ts";
import { personaVersionIdSchema, tenantIdSchema } from "../ids.ts";
import type { PersonaVersionId, TenantId } from "../ids.ts";

/** A version that the gate has to judge; `tenantId` is its seller. */
export type UnjudgedVersion = {
  readonly tenantId: TenantId;
  readonly personaVersionId: PersonaVersionId;
  readonly digest: string;
};

/** The oldest versions that have no attestation under these rules, at most fifty. */
export async function versionsToAttest(deps: Deps, rulesVersion: number): Promise<readonly UnjudgedVersion[]> {
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ tenant_id: string; persona_version_id: string; digest: string }>(
      sql`select * from versions_to_attest(${rulesVersion})`,
    ),
  );
  return rows.map((row) => ({
    tenantId: tenantIdSchema.parse(row.tenant_id),
    personaVersionId: personaVersionIdSchema.parse(row.persona_version_id),
    digest: row.digest,
  }));
}

/** The files of a version, for the gate. */
export async function readVersionFiles(deps: Deps, version: UnjudgedVersion): Promise<BundleFiles> {
  const { bundleFiles } = tables;
  const rows = await withTenant(deps.db, version.tenantId, (tx) =>
    tx
      .select({ name: bundleFiles.name, content: bundleFiles.content })
      .from(bundleFiles)
      .where(eq(bundleFiles.personaVersionId, version.personaVersionId)),
  );
  return new Map(rows.map(({ name, content }) => [name, content]));
}

/** What the gate found, its signed statement, and the keys it may be signed with. */
export type NewAttestation = {
  readonly report: GateReport;
  readonly envelope: Uint8Array;
  readonly gateKeys: readonly Uint8Array[];
};

/** Keeps an attestation once its signature and subject stand; `refused` with its code otherwise. The first for a set of rules stays. */
export async function recordAttestation(
  deps: Deps,
  { tenantId, personaVersionId, digest }: UnjudgedVersion,
  { report, envelope, gateKeys }: NewAttestation,
): Promise<void> {
  const read = readAttestation(envelope, gateKeys, digest);
  if (read.kind === "refused") throw new HubError("refused", read.message, read.code);
  const { verdict, rules_version: rulesVersion, confidence, attested_at: at } = read.attestation;
  await withTenant(deps.db, tenantId, async (tx) => {
    const row = { personaVersionId, rulesVersion, tenantId, digest, verdict, confidence, report, envelope };
    const kept = await tx
      .insert(tables.gateAttestations)
      .values({ ...row, attestedAt: new Date(at) })
      .onConflictDoNothing()
      .returning({ digest: tables.gateAttestations.digest });
    if (kept.length === 0) return;
    await appendAudit(tx, {
      tenantId,
      at: deps.now(),
      actor: "gate",
      command: "recordAttestation",
      entityId: personaVersionId,
      details: { digest, verdict, rulesVersion, confidence },
    });
  });
}

/** The newest attestation of a bundle that a host may run; `not-found` for any other digest, or before there is one. */
export async function readBundleAttestation(
  deps: Deps,
  { tenantId, hostId, digest }: HostKey & { digest: string },
): Promise<Uint8Array> {
  const { gateAttestations, hosts } = tables;
  const [found] = await withTenant(deps.db, tenantId, (tx) => {
    const runnable = runnableVersions(tx);
    return tx
      .select({ envelope: gateAttestations.envelope })
      .from(hosts)
      .innerJoin(runnable, and(eq(runnable.tenantId, hosts.tenantId), eq(runnable.fleetId, hosts.fleetId)))
      .innerJoin(gateAttestations, eq(gateAttestations.personaVersionId, runnable.personaVersionId))
      .where(and(eq(hosts.tenantId, tenantId), eq(hosts.id, hostId), eq(gateAttestations.digest, digest)))
      .orderBy(desc(gateAttestations.rulesVersion))
      .limit(1);
  });
  if (found === undefined) throw notFound("attestation");
  return found.envelope;
}

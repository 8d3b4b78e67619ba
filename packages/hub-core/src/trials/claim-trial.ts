import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { controlOf } from "@fleet-persona/fleet-config";
import type { HostControl } from "@fleet-persona/fleet-config";
import type { Manifest } from "@fleet-persona/persona";
import { and, eq, inArray, sql } from "drizzle-orm";
import { readNewestDocument } from "../config/read-config.ts";
import type { Deps } from "../deps.ts";
import { fleetIdSchema } from "../ids.ts";
import { finishTrial } from "./finish-trial.ts";
import { readRecording } from "./read-recording.ts";
import type { Recording } from "./read-recording.ts";
import { readReadiness } from "./readiness.ts";
import type { TrialKey } from "./trial.ts";
import { trialLimits } from "./trial-limits.ts";

/** Everything that a trial is made from: the candidate, what the fleet recorded, and what its tenant says of it. */
export type TrialMaterial = {
  readonly digest: string;
  readonly manifest: Manifest;
  /** The policy network. It reaches the worker that runs it, and nobody else of the tenant's. */
  readonly model: Uint8Array;
  readonly host: { readonly name: string; readonly of: number };
  readonly recording: Recording;
  readonly document: HostControl;
};

/** What a job of the queue asks for; null when there is nothing left to do: cancelled, ended, or given up here. */
export async function claimTrial(deps: Deps, key: TrialKey): Promise<TrialMaterial | null> {
  const claimed = await withTenant(deps.db, key.tenantId, (tx) => take(tx, key, deps.now()));
  if (claimed === null) return null;
  if (claimed.attempts > trialLimits.attempts) {
    const message = `${trialLimits.attempts} workers took it and none came to its end.`;
    await finishTrial(deps, key, { kind: "failed", code: "given-up", message });
    return null;
  }
  const material = await withTenant(deps.db, key.tenantId, (tx) => materialOf(tx, key, deps.now()));
  if (material !== null) return material;
  const message = "What the fleet recorded, or the Persona, is not there any more.";
  await finishTrial(deps, key, { kind: "failed", code: "too-little-data", message });
  return null;
}

/** Whether a trial is still wanted: neither cancelled nor ended. */
export async function isTrialWanted(deps: Deps, { tenantId, trialId }: TrialKey): Promise<boolean> {
  const { trials } = tables;
  const rows = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select({ id: trials.id })
      .from(trials)
      .where(and(eq(trials.tenantId, tenantId), eq(trials.id, trialId), inArray(trials.status, ["queued", "running"]))),
  );
  return rows.length > 0;
}

async function take(tx: Tx, { tenantId, trialId }: TrialKey, now: Date): Promise<{ attempts: number } | null> {
  const { trials } = tables;
  const mine = and(eq(trials.tenantId, tenantId), eq(trials.id, trialId));
  const [row] = await tx
    .update(trials)
    .set({ status: "running", startedAt: now, attempts: sql`${trials.attempts} + 1` })
    .where(and(mine, inArray(trials.status, ["queued", "running"])))
    .returning({ attempts: trials.attempts });
  return row ?? null;
}

async function materialOf(tx: Tx, { tenantId, trialId }: TrialKey, now: Date): Promise<TrialMaterial | null> {
  const { fleets, hosts, personaVersions, trials } = tables;
  const [row] = await tx
    .select()
    .from(trials)
    .innerJoin(fleets, and(eq(fleets.tenantId, trials.tenantId), eq(fleets.id, trials.fleetId)))
    .innerJoin(personaVersions, eq(personaVersions.id, trials.personaVersionId))
    .where(and(eq(trials.tenantId, tenantId), eq(trials.id, trialId)));
  // A tenant that did not get the Persona cannot read its model: this function gives it to a running trial alone.
  const [file] = await tx.execute<{ model: Uint8Array | null }>(
    sql`select trial_bundle_file(${trialId}::uuid, 'policy.onnx') as model`,
  );
  const model = file?.model ?? null;
  if (row === undefined || model === null) return null;
  const fleetId = fleetIdSchema.parse(row.fleets.id);
  const { hostId } = await readReadiness(tx, { tenantId, fleetId, now });
  if (hostId === null) return null;
  const mine = and(eq(hosts.tenantId, tenantId), eq(hosts.fleetId, fleetId));
  const named = await tx.select({ id: hosts.id, name: hosts.name }).from(hosts).where(mine);
  const { since, until } = row.trials;
  const recording = await readRecording(tx, { tenantId, hostId, since, until, most: trialLimits.moments });
  const config = await readNewestDocument(tx, { tenantId, fleetId }, row.fleets.slug);
  return {
    digest: row.persona_versions.digest,
    manifest: row.persona_versions.manifest,
    model: Uint8Array.from(model),
    host: { name: named.find(({ id }) => id === hostId)?.name ?? "", of: Math.max(1, named.length) },
    recording,
    document: controlOf(config, { hostId, hostIds: named.map(({ id }) => id) }),
  };
}

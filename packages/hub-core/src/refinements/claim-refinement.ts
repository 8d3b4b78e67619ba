import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Manifest } from "@fleet-persona/persona";
import { and, eq, inArray, max, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { finishRefinement } from "./finish-refinement.ts";
import { readJournals } from "./read-journals.ts";
import type { Journals } from "./read-journals.ts";
import { refinementSettingsSchema } from "./refinement.ts";
import type { RefinementKey, RefinementMethod, RefinementSettings } from "./refinement.ts";
import { refinementLimits } from "./refinement-limits.ts";

/** Everything that a refinement is made from. It reaches the worker that makes it, and nobody else. */
export type RefinementMaterial = {
  readonly parent: {
    readonly manifest: Manifest;
    readonly digest: string;
    readonly model: Uint8Array;
    readonly card: string;
    readonly evidence: unknown;
  };
  /** The number the candidate gets: one more than the newest there is. */
  readonly nextVersion: number;
  readonly method: RefinementMethod;
  readonly settings: RefinementSettings;
  readonly seed: number;
  /** The day, as a manifest says it. */
  readonly date: string;
  readonly experiments: readonly string[];
  readonly journals: Journals;
};

/** What a job of the queue asks for; null when there is nothing left to do: cancelled, ended, or given up here. */
export async function claimRefinement(deps: Deps, key: RefinementKey): Promise<RefinementMaterial | null> {
  const claimed = await withTenant(deps.db, key.tenantId, (tx) => take(tx, key, deps.now()));
  if (claimed === null) return null;
  if (claimed.attempts > refinementLimits.attempts) {
    const message = `${refinementLimits.attempts} workers took it and none came to its end.`;
    await finishRefinement(deps, key, { kind: "failed", code: "given-up", message });
    return null;
  }
  const material = await withTenant(deps.db, key.tenantId, (tx) => materialOf(tx, key, deps.now()));
  if (material.journals.hosts.length > 0) return material;
  const message =
    "Nothing is left to learn from: consents were taken back since, or what was recorded is older than the hub keeps. Choose newer experiments.";
  await finishRefinement(deps, key, { kind: "failed", code: "too-little-data", message });
  return null;
}

/** Whether it is still wanted: neither cancelled nor ended. */
export async function isRefinementWanted(deps: Deps, { tenantId, refinementId }: RefinementKey): Promise<boolean> {
  const { refinements } = tables;
  const open = inArray(refinements.status, ["queued", "running"]);
  const rows = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select({ id: refinements.id })
      .from(refinements)
      .where(and(eq(refinements.tenantId, tenantId), eq(refinements.id, refinementId), open)),
  );
  return rows.length > 0;
}

/** Says what is being done now, for whoever looks; nothing once it has ended. */
export async function tellRefinementProgress(
  deps: Deps,
  { tenantId, refinementId }: RefinementKey,
  sentence: string,
): Promise<void> {
  const { refinements } = tables;
  const mine = and(
    eq(refinements.tenantId, tenantId),
    eq(refinements.id, refinementId),
    eq(refinements.status, "running"),
  );
  await withTenant(deps.db, tenantId, (tx) => tx.update(refinements).set({ progress: { sentence } }).where(mine));
}

async function take(
  tx: Tx,
  { tenantId, refinementId }: RefinementKey,
  now: Date,
): Promise<{ attempts: number } | null> {
  const { refinements } = tables;
  const mine = and(eq(refinements.tenantId, tenantId), eq(refinements.id, refinementId));
  const progress = { sentence: "Reading what the fleets recorded" };
  const [row] = await tx
    .update(refinements)
    .set({ status: "running", startedAt: now, progress, attempts: sql`${refinements.attempts} + 1` })
    .where(and(mine, inArray(refinements.status, ["queued", "running"])))
    .returning({ attempts: refinements.attempts });
  return row ?? null;
}

async function materialOf(tx: Tx, { tenantId, refinementId }: RefinementKey, now: Date): Promise<RefinementMaterial> {
  const { bundleFiles, personaVersions, refinements } = tables;
  const [row] = await tx
    .select()
    .from(refinements)
    .innerJoin(personaVersions, eq(personaVersions.id, refinements.parentVersionId))
    .innerJoin(
      bundleFiles,
      and(eq(bundleFiles.personaVersionId, personaVersions.id), eq(bundleFiles.name, "policy.onnx")),
    )
    .where(and(eq(refinements.tenantId, tenantId), eq(refinements.id, refinementId)));
  if (row === undefined) throw new TypeError("A refinement that was just taken has a parent with a model.");
  const { refinements: asked, persona_versions: parent, bundle_files: file } = row;
  const [newest] = await tx
    .select({ version: max(personaVersions.version) })
    .from(personaVersions)
    .where(eq(personaVersions.listingId, asked.listingId));
  const { manifest, digest, card, evidence } = parent;
  return {
    parent: { manifest, digest, card, evidence, model: Uint8Array.from(file.content) },
    nextVersion: (newest?.version ?? parent.version) + 1,
    method: asked.method,
    settings: refinementSettingsSchema.parse(asked.settings),
    seed: asked.seed,
    date: now.toISOString().slice(0, 10),
    experiments: asked.experiments,
    journals: await readJournals(tx, refinementId),
  };
}

import { randomUUID } from "node:crypto";
import { enqueueJobs, refinementQueue, tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import type { ListingId, TenantId } from "../ids.ts";
import { requireNotRevoked } from "../lifecycle/require-beginnable.ts";
import { lockOwnVersion } from "../lifecycle/own-version.ts";
import { defineCommand } from "../use-case/define.ts";
import { readMaterial } from "./list-learning-material.ts";
import { readRefinementView } from "./read-refinements.ts";
import { REFINEMENT_METHODS, refinementIdSchema, refinementSettingsSchema } from "./refinement.ts";
import type { RefinementView } from "./refinement.ts";
import { refinementLimits } from "./refinement-limits.ts";

const dayMs = 86_400_000;

/**
 * Has a worker make a candidate from a version of the caller's own, by what experiments of consenting tenants recorded: those that are
 * named, else all there are. `refused` with `no-opt-in`, `too-little-data`, `refinement-running`, `too-many-refinements`, `version-revoked`.
 */
export const requestRefinement = defineCommand({
  name: "requestRefinement",
  scope: "admin",
  input: z.strictObject({
    personaId: z.string().max(160),
    version: z.int().min(1),
    method: z.enum(REFINEMENT_METHODS).default("ppo"),
    settings: refinementSettingsSchema.default({}),
    seed: z.int().min(0).max(4_294_967_295).default(1),
    experiments: z.array(z.uuid()).min(1).max(64).optional(),
    /** Only experiments on the caller's own fleets. */
    ownOnly: z.boolean().default(false),
  }),
  run: async ({ tx, actor, now }, input): Promise<RefinementView> => {
    const { tenantId, userId } = actor;
    // The listing is locked: refinements of one publisher's listing are asked for one after the other.
    const { listingId, personaVersionId } = await lockOwnVersion(tx, tenantId, input);
    await requireNotRevoked(tx, personaVersionId);
    await refuseTooMany(tx, { tenantId, listingId, now });
    const experiments = await chooseExperiments(tx, listingId, input);
    const { method, settings, seed } = input;
    const jobId = randomUUID();
    const asked = { tenantId, listingId, parentVersionId: personaVersionId, jobId, method, settings, seed };
    const [made] = await tx
      .insert(tables.refinements)
      .values({ ...asked, experiments: [...experiments], requestedBy: userId, requestedAt: now })
      .returning({ id: tables.refinements.id });
    const refinementId = refinementIdSchema.parse(made?.id);
    await enqueueJobs(tx, refinementQueue.name, [{ id: jobId, data: { tenantId, refinementId }, priority: 0 }]);
    return readRefinementView(tx, tenantId, refinementId);
  },
  entityId: ({ refinementId }) => refinementId,
  details: (_input, { personaId, parentVersion, method, seed, experiments }) => ({
    personaId,
    parentVersion,
    method,
    seed,
    experiments,
  }),
});

type Wished = { readonly experiments?: readonly string[] | undefined; readonly ownOnly: boolean };

async function chooseExperiments(tx: Tx, listingId: ListingId, wished: Wished): Promise<readonly string[]> {
  const { fleets, experiments } = await readMaterial(tx, listingId);
  if (fleets === 0) {
    const message =
      "No fleet lets this Persona be learned about yet. Whoever runs it can agree on its fleet's page; your own fleets count as well.";
    throw new HubError("refused", message, "no-opt-in");
  }
  const mine = experiments.filter(({ own }) => own || !wished.ownOnly);
  const chosen =
    wished.experiments === undefined ? mine : mine.filter((each) => wished.experiments?.includes(each.experimentId));
  const strange = wished.experiments?.find((id) => !mine.some(({ experimentId }) => experimentId === id));
  if (strange !== undefined)
    throw new HubError("refused", `${strange} is no experiment that this Persona may be learned from.`, "no-opt-in");
  if (chosen.length > 0) return chosen.slice(0, 64).map(({ experimentId }) => experimentId);
  const message = `${fleets} ${fleets === 1 ? "fleet lets" : "fleets let"} this Persona be learned about, but none of their experiments that ended explored with it. Run one with exploration switched on, then ask again.`;
  throw new HubError("refused", message, "too-little-data");
}

type Counted = { readonly tenantId: TenantId; readonly listingId: ListingId; readonly now: Date };

async function refuseTooMany(tx: Tx, { tenantId, listingId, now }: Counted): Promise<void> {
  const { refinements } = tables;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`refinements:${tenantId}`}, 0))`);
  const mine = eq(refinements.tenantId, tenantId);
  const pending = await tx
    .select({ listingId: refinements.listingId })
    .from(refinements)
    .where(and(mine, inArray(refinements.status, ["queued", "running"])));
  if (pending.some((each) => each.listingId === listingId)) {
    const message = "A refinement of this Persona is under way: wait for it or cancel it.";
    throw new HubError("refused", message, "refinement-running");
  }
  const today = await tx
    .select({ id: refinements.id })
    .from(refinements)
    .where(and(mine, gt(refinements.requestedAt, new Date(now.getTime() - dayMs))))
    .limit(refinementLimits.perDay);
  if (pending.length < refinementLimits.pending && today.length < refinementLimits.perDay) return;
  const message = `At most ${refinementLimits.pending} refinements at a time and ${refinementLimits.perDay} a day: try again later.`;
  throw new HubError("refused", message, "too-many-refinements");
}

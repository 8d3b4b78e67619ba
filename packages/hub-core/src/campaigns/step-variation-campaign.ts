import { withTenant, withoutTenant } from "@fleet-persona/db";
import { advanceCampaign, overridesOf, planOf, refusedRound } from "@fleet-persona/experiments";
import type {
  CampaignEffect,
  CampaignStep,
  ExperimentPlan,
  SettingSearch,
  Variation,
} from "@fleet-persona/experiments";
import { sql } from "drizzle-orm";
import { roleAllows } from "../actor.ts";
import type { Actor } from "../actor.ts";
import type { Deps } from "../deps.ts";
import { planExperiment } from "../experiments/plan-experiment.ts";
import { startExperiment } from "../experiments/start-experiment.ts";
import { stopExperiment } from "../experiments/steer-experiment.ts";
import { HubError } from "../hub-error.ts";
import { experimentIdSchema, tenantIdSchema } from "../ids.ts";
import type { ExperimentId } from "../ids.ts";
import { resolveActor } from "../tenants/resolve-actor.ts";
import { execute } from "../use-case/execute.ts";
import { readCampaignFacts } from "./campaign-facts.ts";
import { claimCampaign, keepCampaign, lockCampaign, notesOf, putOff, readOpener } from "./keep-campaign.ts";
import { readOwnExperiment } from "./own-experiment.ts";
import { variationCampaignIdSchema } from "./variation-campaign.ts";
import type { CampaignRecord, VariationCampaignKey } from "./variation-campaign.ts";

// Experiments take hours: a minute late is soon. A round that is to be begun is looked at sooner, in case its worker died.
const lookEveryMs = 30_000;

/** Makes the search of one campaign: bounds and seed say everything about it. */
export type SearchOf = (record: Pick<CampaignRecord, "charter" | "seed">) => SettingSearch;

/** Campaigns that somebody has to look at now, the longest waiting first. */
export async function dueVariationCampaigns(deps: Deps, most: number): Promise<readonly VariationCampaignKey[]> {
  const at = deps.now().toISOString();
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ tenant_id: string; campaign_id: string }>(
      sql`select * from variation_campaigns_due(${at}::timestamptz, ${most})`,
    ),
  );
  return rows.map((row) => ({
    tenantId: tenantIdSchema.parse(row.tenant_id),
    campaignId: variationCampaignIdSchema.parse(row.campaign_id),
  }));
}

/** Puts the next look off, after one that failed. */
export async function putOffVariationCampaign(deps: Deps, key: VariationCampaignKey, ms: number): Promise<void> {
  const nextStepAt = new Date(deps.now().getTime() + ms);
  await withTenant(deps.db, key.tenantId, (tx) => putOff(tx, key, nextStepAt));
}

/**
 * One look at one campaign. What is decided is kept first; then its experiment is planned and started as a person's is, in the name of
 * who opened the campaign and with no more rights. A worker that dies in between leaves a round that the next look begins.
 * False: somebody else looks, or nobody has to.
 */
export async function stepVariationCampaign(
  deps: Deps,
  key: VariationCampaignKey,
  searchOf: SearchOf,
): Promise<boolean> {
  const opener = await openerOf(deps, key);
  const decided = await withTenant(deps.db, key.tenantId, async (tx) => {
    const now = deps.now();
    const record = await claimCampaign(tx, key, now);
    if (record === null) return null;
    const facts = await readCampaignFacts(tx, record, { now, openerLost: opener === null });
    const step = advanceCampaign(record.charter, record.progress, facts, searchOf(record));
    await keepStep(tx, record, step, now);
    return { record: { ...record, progress: step.progress }, effects: step.effects };
  });
  if (decided === null || opener === null) return decided !== null;
  for (const effect of decided.effects) await bringAbout(deps, opener, decided.record, effect);
  return true;
}

async function keepStep(
  tx: Parameters<typeof keepCampaign>[0],
  record: CampaignRecord,
  { progress, effects }: CampaignStep,
  now: Date,
): Promise<void> {
  const nextStepAt = new Date(now.getTime() + lookEveryMs);
  await keepCampaign(tx, record, {
    progress,
    status: record.status,
    notes: notesOf(effects),
    now,
    by: null,
    nextStepAt,
  });
}

/** Who opened it, while they may still do so. */
async function openerOf(deps: Deps, { tenantId, campaignId }: VariationCampaignKey): Promise<Actor | null> {
  const openedBy = await withTenant(deps.db, tenantId, (tx) => readOpener(tx, { tenantId, campaignId }));
  try {
    const actor = await resolveActor(deps, { userId: openedBy, tenantId });
    return roleAllows(actor.role, "admin") ? actor : null;
  } catch (error) {
    if (error instanceof HubError && error.code === "not-found") return null;
    throw error;
  }
}

async function bringAbout(deps: Deps, opener: Actor, record: CampaignRecord, effect: CampaignEffect): Promise<void> {
  switch (effect.kind) {
    case "note":
      return;
    case "start":
      return begin(deps, opener, record);
    case "stop": {
      const experimentId = experimentIdSchema.parse(effect.experimentId);
      await execute(deps, opener, stopExperiment, { experimentId, reason: effect.sentence }).catch(ifRefused);
      return;
    }
    default:
      return effect satisfies never;
  }
}

// It ended by itself meanwhile: the next look takes it in.
function ifRefused(error: unknown): void {
  if (!(error instanceof HubError)) throw error;
}

async function begin(deps: Deps, opener: Actor, record: CampaignRecord): Promise<void> {
  try {
    const experimentId = await planAndStart(deps, opener, record);
    await begun(deps, record, experimentId);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const refusal = { code: error.detail ?? error.code, message: error.message };
    await withTenant(deps.db, record.tenantId, async (tx) => {
      const now = deps.now();
      const { progress, status } = await lockCampaign(tx, record);
      if (status === "ended") return;
      await keepStep(tx, { ...record, status }, refusedRound(progress, now.getTime(), refusal), now);
    });
  }
}

async function planAndStart(deps: Deps, opener: Actor, record: CampaignRecord): Promise<ExperimentId> {
  const { fleetId, campaignId } = record;
  const draft = await withTenant(deps.db, record.tenantId, (tx) => readOwnExperiment(tx, record));
  const plan = planOfRound(record);
  const again = draft === null || draft.started ? {} : { experimentId: experimentIdSchema.parse(draft.experimentId) };
  if (draft?.started === true) return experimentIdSchema.parse(draft.experimentId);
  const { experiment } = await execute(deps, opener, planExperiment, { fleetId, plan, campaignId, ...again });
  const { experimentId } = experiment;
  await execute(deps, opener, startExperiment, { experimentId });
  return experimentId;
}

async function begun(deps: Deps, key: CampaignRecord, experimentId: ExperimentId): Promise<void> {
  await withTenant(deps.db, key.tenantId, async (tx) => {
    const now = deps.now();
    const { progress, status } = await lockCampaign(tx, key);
    const { current } = progress;
    if (current === null || status === "ended") return;
    const sentence = `Round ${current.round} runs, for ${Math.round(current.maxS / 360) / 10} hours at most.`;
    const notes = [{ code: "round-begun", sentence, experimentId }];
    const after = { ...progress, waiting: null, current: { ...current, experimentId } };
    const nextStepAt = new Date(now.getTime() + lookEveryMs);
    await keepCampaign(tx, key, { progress: after, status, notes, now, by: null, nextStepAt });
  });
}

function planOfRound({ charter, progress }: CampaignRecord): ExperimentPlan {
  const { current, control } = progress;
  if (current === null) throw new TypeError("A round that is to be begun is written down.");
  const variations = current.arms.map(({ arm, variation }) => ({
    arm,
    title: variation.title,
    treatment: treatmentOf(variation, control?.values ?? {}),
  }));
  const name = `${charter.name}, round ${current.round}`;
  return planOf(charter, { name, variations, maxS: current.maxS });
}

function treatmentOf(
  { what }: Variation,
  now: Parameters<typeof overridesOf>[1],
): ExperimentPlan["arms"][number]["treatment"] {
  switch (what.kind) {
    case "settings":
      return { kind: "as-is", settings: overridesOf(what.values, now) };
    case "version":
      return { kind: "persona", personaVersionId: what.personaVersionId, settings: {} };
  }
  return what satisfies never;
}

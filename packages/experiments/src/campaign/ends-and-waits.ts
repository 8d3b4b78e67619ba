import { leastExperimentS } from "./charter.ts";
import type { CampaignCharter } from "./charter.ts";
import type { CampaignFacts, CampaignProgress } from "./campaign.ts";

/** A code and its sentence. */
export type Word = { readonly code: string; readonly sentence: string };

/** Why it is over; null: it is not. */
export function endOf(charter: CampaignCharter, progress: CampaignProgress, facts: CampaignFacts): Word | null {
  const { budget, template, endsAt, mostBreaks } = charter;
  const { now, inCharge, withdrawn, openerLost } = facts;
  const { control } = progress;
  if (openerLost)
    return { code: "opener-lost", sentence: "Who opened it may not do so any more. An admin can open another one." };
  if (withdrawn !== null) return { code: "persona-withdrawn", sentence: withdrawn };
  if (inCharge === null)
    return {
      code: "no-persona-in-charge",
      sentence: "No Persona is in charge of the fleet any more: there is nothing to vary.",
    };
  if (control !== null && control.personaVersionId !== inCharge.personaVersionId)
    return {
      code: "changed-by-hand",
      sentence: "Somebody put another version in charge by hand: what was measured no longer holds.",
    };
  if (control !== null && control.mark !== inCharge.mark)
    return {
      code: "changed-by-hand",
      sentence: "Somebody changed the fleet's settings by hand: what was measured no longer holds.",
    };
  if (progress.breaks >= mostBreaks)
    return {
      code: "guardrails-broken",
      sentence: `${progress.breaks} experiments broke a guardrail; that is as many as it may.`,
    };
  if (progress.round >= budget.experiments)
    return {
      code: "experiments-spent",
      sentence: `${progress.round} experiments were made; that is as many as it may.`,
    };
  if (now + leastExperimentS(template) * 1000 > endsAt)
    return { code: "time-over", sentence: "Its end is nearer than an experiment takes." };
  if (leftMs(charter, progress) < leastExperimentS(template) * 1000)
    return { code: "hours-spent", sentence: `Of ${budget.hours} hours of experiments less is left than one takes.` };
  return null;
}

/** Why nothing is begun now; null: nothing is in the way. */
export function waitOf({ held, claimedBy }: CampaignFacts): Word | null {
  if (claimedBy !== null)
    return {
      code: "fleet-claimed",
      sentence: `The experiment "${claimedBy}" holds the fleet: the campaign goes on when it is over.`,
    };
  return held;
}

function leftMs({ budget }: CampaignCharter, { spentMs }: CampaignProgress): number {
  return budget.hours * 3_600_000 - spentMs;
}

/** How long the next experiment may take at most, s. */
export function longest(charter: CampaignCharter, progress: CampaignProgress, now: number): number {
  const left = Math.min(leftMs(charter, progress), charter.endsAt - now);
  return Math.max(leastExperimentS(charter.template), Math.min(charter.template.maxS, Math.floor(left / 1000)));
}

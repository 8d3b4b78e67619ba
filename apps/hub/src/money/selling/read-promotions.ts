import { HubError, listPromotions } from "@fleet-persona/hub-core";
import type { Actor } from "@fleet-persona/hub-core";
import type { PromotionState } from "@fleet-persona/payments";
import { hubDeps } from "../../deps.ts";

/** A listing's codes, or why they cannot be said now: the processor is asked, and the page must not wait on its health. */
export type Promotions =
  | { readonly kind: "known"; readonly promotions: readonly PromotionState[] }
  | { readonly kind: "silent"; readonly sentence: string };

/** Asks the processor; its refusals and its silence are a sentence. */
export async function readPromotions(actor: Actor, personaId: string): Promise<Promotions> {
  try {
    return { kind: "known", promotions: await listPromotions(hubDeps().core, actor, { personaId }) };
  } catch (error) {
    if (error instanceof HubError) return { kind: "silent", sentence: error.message };
    throw error;
  }
}

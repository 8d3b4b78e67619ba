import { HubError, listPayouts } from "@fleet-persona/hub-core";
import type { Actor } from "@fleet-persona/hub-core";
import type { PayoutState } from "@fleet-persona/payments";
import { hubDeps } from "../../deps.ts";

/** What went to the seller's bank, or why it cannot be said now: the processor is asked, and the page must not wait on its health. */
export type Payouts =
  | { readonly kind: "known"; readonly payouts: readonly PayoutState[] }
  | { readonly kind: "silent"; readonly sentence: string };

/** Asks the processor; its refusals and its silence are a sentence. */
export async function readPayouts(actor: Actor): Promise<Payouts> {
  try {
    return { kind: "known", payouts: await listPayouts(hubDeps().core, actor) };
  } catch (error) {
    if (error instanceof HubError) return { kind: "silent", sentence: error.message };
    throw error;
  }
}

import type { BuyerReviewState, ReviewStanding, VoidReason } from "@fleet-persona/hub-core";
import { elapsedPhrase } from "../experiments/duration-words.ts";

const voids: Record<VoidReason, string> = {
  refunded: "void, because the order was refunded",
  "same-person": "void, because somebody is a member of your tenant and of the seller's",
  "same-card": "void, because you and the seller pay with one card",
  "same-tenant": "void, because the Persona is your own",
};

/** What became of a tenant's own review. */
export function stateWords(state: BuyerReviewState): string {
  switch (state.kind) {
    case "shown":
      return "in the store";
    case "withdrawn":
      return "taken back";
    case "hidden":
      return "hidden by a moderator";
    case "void":
      return voids[state.because];
  }
  return state satisfies never;
}

/** Hours as people say them here: "3 h of 24 h". */
export function hoursWords(seconds: number): string {
  const hours = seconds / 3_600;
  return `${Number.isInteger(hours) ? hours : hours.toFixed(1)} h`;
}

/** Whether the tenant may write, in a sentence that says what is missing. */
export function eligibilitySentence({ obstacle, usage, minSeconds }: ReviewStanding): string {
  if (obstacle?.kind === "ran-too-short")
    return `Your agents ran it ${hoursWords(usage.seconds)} of ${hoursWords(minSeconds)}: you can review it when they have.`;
  if (obstacle !== null) return obstacle.sentence;
  const hosts = usage.hosts === 1 ? "1 host" : `${usage.hosts} hosts`;
  return `Your agents ran it for ${elapsedPhrase(usage.seconds)} on ${hosts}.`;
}

/** What a review rests on: "v4, after 3 days 4 h on its agents". */
export function ranWords({ version, ranSeconds }: { readonly version: number; readonly ranSeconds: number }): string {
  return `version ${version}, after ${elapsedPhrase(ranSeconds)} on their agents`;
}

import { html, type Html } from "./html.ts";

const TONES: Readonly<Record<string, "good" | "warn" | "bad">> = {
  succeeded: "good",
  paid: "good",
  active: "good",
  complete: "good",
  won: "good",
  delivered: "good",
  trialing: "good",
  reversed: "warn",
  pending: "warn",
  open: "warn",
  past_due: "warn",
  needs_response: "warn",
  under_review: "warn",
  waiting: "warn",
  incomplete: "warn",
  restricted: "warn",
  in_transit: "warn",
  warning_needs_response: "warn",
  warning_under_review: "warn",
  onboarding: "warn",
  paused: "warn",
  draft: "warn",
  failed: "bad",
  lost: "bad",
  unpaid: "bad",
  uncollectible: "bad",
  "given-up": "bad",
  disputed: "bad",
};

/** A state, as a word with a shape and a colour. */
export function stateWord(state: string): Html {
  return html`<span class="state ${TONES[state] ?? "quiet"}">${state.replaceAll("_", " ")}</span>`;
}

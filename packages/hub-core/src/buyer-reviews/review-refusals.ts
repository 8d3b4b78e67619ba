import { HubError } from "../hub-error.ts";

const sentences: Readonly<Record<string, string>> = {
  "not-got": "Only who got this Persona can review it: get it, and let your agents run it.",
  refunded: "Your order was refunded, and with it went the review.",
  "same-tenant": "This Persona is your own: nobody reviews their own.",
  "same-person": "Somebody is a member of your tenant and of the seller's: nobody reviews their own.",
  "same-card": "You and the seller pay with one card: nobody reviews their own.",
  "ran-too-short": "Your agents have not run it for long enough yet.",
  "version-not-run": "Your agents did not run that version.",
  "no-such-effect": "Only an effect that your tenant measured on this Persona, and told everybody, can go with it.",
  "not-your-name": "A review is shown under your tenant's name, or under none.",
  hidden: "A moderator hid it: you can appeal, but not write it anew meanwhile.",
  withdrawn: "What was taken back is written anew as a whole.",
  "nothing-reported": "Nobody reported it, or it was decided already.",
  "no-such-thing": "It is gone.",
  "not-hidden": "It is not hidden any more.",
  "appeal-waits": "An appeal waits: decide that instead.",
  "another-moderator-decides": "You hid it yourself: another moderator decides the appeal.",
  "no-open-appeal": "There is no appeal that waits.",
};

/** Runs a statement whose rules the database itself keeps; what it refuses is `refused` with the rule's name in `detail`. */
export async function underRules<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const rule = ruleOf(error);
    if (rule === null) throw error;
    throw new HubError("refused", sentences[rule] ?? rule, rule);
  }
}

/** The sentence of a rule, for pages that say it before anybody tries. */
export function ruleSentence(rule: string): string {
  return sentences[rule] ?? rule;
}

// The driver's error is wrapped once by the query builder.
function ruleOf(error: unknown): string | null {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error) || !("code" in cause) || cause.code !== "23514") return null;
  return cause.message in sentences ? cause.message : null;
}

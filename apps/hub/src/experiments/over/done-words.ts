const back = "what was in charge before is again";

const words: Readonly<Record<string, string>> = {
  "winner-promoted": "the winner was put in charge of the fleet.",
  "holdout-over": "the winner stays in charge of the fleet; its holdout is over.",
  "holdout-ended-by-hand": "the winner stays in charge of the fleet; somebody ended the holdout.",
  "holdout-turned": `the promotion was taken back by itself, because its effect did not last: ${back}.`,
  "no-difference": "nothing was changed: what was in charge stays.",
  "not-confirmed": "nothing was changed: the win did not repeat on fresh units, and what was in charge stays.",
  worse: `the arm was taken back by itself; ${back}.`,
  "guardrail-broken": `the arm was taken back by itself; ${back}.`,
  "stopped-by-hand": `somebody stopped it; ${back}.`,
  "persona-revoked": `it was ended by itself, because a Persona that it ran was revoked; ${back}.`,
  "approval-withdrawn": `it was ended by itself, because a version that it ran is not approved any more; ${back}.`,
  "entitlement-ended": `it was ended by itself, because the right to a Persona that it ran has ended; ${back}.`,
};

/** What was done about it, by how it ended. A newer hub's code says where to look. */
export function doneWords(code: string, winner: string | null): string {
  if (code === "winner-promoted" && winner !== null) return `${winner} was put in charge of the fleet.`;
  return words[code] ?? "see what happened below.";
}

/** How long it can be tried first, or null where it cannot. */
export function trialWords(trialDays: number | null): string | null {
  return trialDays === null ? null : `${trialDays} ${trialDays === 1 ? "day" : "days"} to try it`;
}

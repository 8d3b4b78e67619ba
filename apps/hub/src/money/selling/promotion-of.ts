/** A code as it was typed. */
export type TypedPromotion = { readonly code: string; readonly percent: string; readonly most: string };

export type WantedPromotion = {
  readonly code: string;
  readonly percentOff: number;
  readonly mostRedemptions: number | null;
};

/** The code that was typed; null while it is none yet. */
export function promotionOf({ code, percent, most }: TypedPromotion): WantedPromotion | null {
  const word = code.trim().toUpperCase();
  const percentOff = wholeOf(percent);
  const mostRedemptions = most.trim() === "" ? null : wholeOf(most);
  if (!/^[A-Z0-9]{4,20}$/.test(word) || !(percentOff >= 1 && percentOff <= 100)) return null;
  if (mostRedemptions !== null && !(mostRedemptions >= 1 && mostRedemptions <= 1_000_000)) return null;
  return { code: word, percentOff, mostRedemptions };
}

function wholeOf(text: string): number {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

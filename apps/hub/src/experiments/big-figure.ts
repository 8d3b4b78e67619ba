/** How the one figure looks that a card is about. */
export const bigFigure = "text-40 font-semibold tabular-nums";

/** How words and figures look within a drawing. */
export const labelLook = "fill-muted text-[11px] tabular-nums";

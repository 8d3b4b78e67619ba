/** One of the eight data colours that stay apart for colour-blind readers, in this order. Grey (8) is for what is only compared to. */
export type DataColour = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Marks differ in shape too; `ring` says what is claimed, `disc` what was measured. */
export type Mark = "disc" | "ring" | "square" | "triangle" | "diamond" | "cross";

export const fillOf: Record<DataColour, string> = {
  1: "fill-data-1",
  2: "fill-data-2",
  3: "fill-data-3",
  4: "fill-data-4",
  5: "fill-data-5",
  6: "fill-data-6",
  7: "fill-data-7",
  8: "fill-data-8",
};

export const strokeOf: Record<DataColour, string> = {
  1: "stroke-data-1",
  2: "stroke-data-2",
  3: "stroke-data-3",
  4: "stroke-data-4",
  5: "stroke-data-5",
  6: "stroke-data-6",
  7: "stroke-data-7",
  8: "stroke-data-8",
};

type Modes = { readonly light: string; readonly dark: string };

/** The colours of tokens.css as values, for what computes with them; a test keeps the two the same. */
export const colours = {
  surface: { light: "oklch(0.981 0.003 210)", dark: "oklch(0.178 0.01 225)" },
  raised: { light: "oklch(1 0 0)", dark: "oklch(0.216 0.012 225)" },
  sunk: { light: "oklch(0.958 0.004 210)", dark: "oklch(0.152 0.009 225)" },
  line: { light: "oklch(0.902 0.006 215)", dark: "oklch(0.298 0.013 222)" },
  "line-strong": { light: "oklch(0.82 0.009 215)", dark: "oklch(0.4 0.016 220)" },
  text: { light: "oklch(0.235 0.014 230)", dark: "oklch(0.935 0.006 210)" },
  muted: { light: "oklch(0.495 0.016 225)", dark: "oklch(0.71 0.014 215)" },
  accent: { light: "oklch(0.505 0.088 192)", dark: "oklch(0.785 0.105 190)" },
  "accent-strong": { light: "oklch(0.435 0.078 194)", dark: "oklch(0.85 0.1 190)" },
  "accent-wash": { light: "oklch(0.953 0.022 192)", dark: "oklch(0.268 0.035 195)" },
  "on-accent": { light: "oklch(0.995 0.003 192)", dark: "oklch(0.19 0.02 200)" },
  good: { light: "oklch(0.485 0.115 152)", dark: "oklch(0.785 0.135 155)" },
  "good-wash": { light: "oklch(0.955 0.03 155)", dark: "oklch(0.265 0.04 158)" },
  warn: { light: "oklch(0.515 0.105 68)", dark: "oklch(0.81 0.125 80)" },
  "warn-wash": { light: "oklch(0.962 0.035 82)", dark: "oklch(0.275 0.04 78)" },
  bad: { light: "oklch(0.515 0.178 27)", dark: "oklch(0.735 0.14 25)" },
  "bad-wash": { light: "oklch(0.96 0.022 22)", dark: "oklch(0.27 0.05 22)" },
  focus: { light: "oklch(0.6 0.12 200)", dark: "oklch(0.8 0.11 200)" },
  "data-1": { light: "oklch(0.532 0.131 244)", dark: "oklch(0.68 0.125 244)" },
  "data-2": { light: "oklch(0.665 0.152 68)", dark: "oklch(0.79 0.15 75)" },
  "data-3": { light: "oklch(0.59 0.125 165)", dark: "oklch(0.72 0.13 165)" },
  "data-4": { light: "oklch(0.621 0.17 48)", dark: "oklch(0.7 0.16 48)" },
  "data-5": { light: "oklch(0.66 0.12 236)", dark: "oklch(0.79 0.1 236)" },
  "data-6": { light: "oklch(0.62 0.13 346)", dark: "oklch(0.76 0.115 346)" },
  "data-7": { light: "oklch(0.645 0.135 100)", dark: "oklch(0.88 0.155 103)" },
  "data-8": { light: "oklch(0.45 0.012 225)", dark: "oklch(0.76 0.01 220)" },
} as const satisfies Record<string, Modes>;

export type Colour = keyof typeof colours;

/** Text and what it stands on, wherever the components put the one on the other. */
export const textPairs: readonly (readonly [text: Colour, on: Colour])[] = [
  ["text", "surface"],
  ["text", "raised"],
  ["text", "sunk"],
  ["text", "accent-wash"],
  ["text", "good-wash"],
  ["text", "warn-wash"],
  ["text", "bad-wash"],
  ["muted", "surface"],
  ["muted", "raised"],
  ["muted", "sunk"],
  ["accent", "surface"],
  ["accent", "raised"],
  ["accent", "sunk"],
  ["accent", "accent-wash"],
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["good", "raised"],
  ["good", "surface"],
  ["good", "good-wash"],
  ["warn", "raised"],
  ["warn", "surface"],
  ["warn", "warn-wash"],
  ["bad", "raised"],
  ["bad", "surface"],
  ["bad", "bad-wash"],
  ["raised", "bad"],
  ["surface", "text"],
];

/** What is not text and must be seen all the same: the focus ring, marks and lines of charts. */
export const shapePairs: readonly (readonly [shape: Colour, on: Colour])[] = [
  ["focus", "surface"],
  ["focus", "raised"],
  ["data-1", "raised"],
  ["data-2", "raised"],
  ["data-3", "raised"],
  ["data-4", "raised"],
  ["data-5", "raised"],
  ["data-6", "raised"],
  ["data-7", "raised"],
  ["data-8", "raised"],
];

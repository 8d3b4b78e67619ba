/** What something means: its colour follows, and a shape or a word says the same. */
export type Tone = "neutral" | "accent" | "good" | "warn" | "bad";

import type { Tone } from "../../ui/tone.ts";
import type { OutcomeSource } from "./outcomes.ts";

/** How a figure came about, in a word and a sentence. */
export const sourceWords: Readonly<
  Record<OutcomeSource, { readonly word: string; readonly tone: Tone; readonly meaning: string }>
> = {
  fleet: {
    word: "experiment by an enrolled fleet",
    tone: "good",
    meaning: "A tenant's own experiment on its own traffic, as its enrolled agents reported it.",
  },
  gate: {
    word: "repeated by the gate",
    tone: "accent",
    meaning: "In the gate's own scenarios, which no author chooses.",
  },
  author: {
    word: "claimed by the author",
    tone: "neutral",
    meaning: "The author's own figure, in the author's own scenarios.",
  },
};

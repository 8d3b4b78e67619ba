/** What a tenant agrees to, word for word. A change of the words is a new number; what was agreed to stays as it was. */
export const LEARNING_TERMS = {
  version: 1,
  sentence:
    "Journals of this fleet's experiments may be used to improve this Persona: signals, configuration, decisions, probabilities, outcomes; never log lines; host names never.",
} as const;

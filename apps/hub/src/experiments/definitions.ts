/** Words of experiments that a page explains where it uses them; the texts are GLOSSARY.md's own. */
export const definitions = {
  interval:
    "where the effect lies with the plan's certainty (95 % unless said otherwise); anytime-valid: it holds however often somebody looks",
  guardrail: "a metric that no arm may worsen by its margin or more; once that is shown, the arm goes back by itself",
  "sample ratio":
    "units counted in each arm against those that were dealt to it; if they do not fit, nothing measured can be trusted",
  switchback: "arms take turns in time on the whole fleet, because hosts that share load would disturb each other",
  "wash-out": "the start of a block that is not measured, while what the arm before did dies away",
  holdout: "units that stay on the control after a promotion, to see that the effect lasts",
  power: "how likely an effect of the size worth finding is found, if it is there",
} as const;

export type DefinedTerm = keyof typeof definitions;

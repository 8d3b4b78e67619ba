import type { Guardrail, Measure, Metric, Treatment } from "@fleet-persona/experiments";
import { shownNumber } from "../../ui/figures.ts";
import { durationPhrase } from "../duration-words.ts";
import { differenceFigure } from "../effect-words.ts";

/** How the frames of a unit become one figure, in words. */
export function measureWords(measure: Measure): string {
  switch (measure.kind) {
    case "mean":
      return `mean of ${measure.signal}`;
    case "quantile":
      return `${shownNumber(measure.quantile * 100)}th percentile of ${measure.signal}`;
    case "share": {
      const conditions = measure.any.map(({ signal, comparison, threshold }) => `${signal} ${comparison} ${threshold}`);
      return `share of seconds with ${conditions.join(" or ")}`;
    }
    case "ratio":
      return `${measure.numerator.join(" × ")} per ${measure.denominator.join(" × ")}`;
    default:
      return measure satisfies never;
  }
}

/** "must not get worse by 10 % or more". */
export function guardrailWords({ margin, scale }: Guardrail, { unit }: Pick<Metric, "unit">): string {
  const shown = scale === "relative" ? `${shownNumber(margin * 100)} %` : differenceFigure(margin, unit).slice(1);
  return `must not get worse by ${shown} or more`;
}

type Settings = Extract<Treatment, { kind: "as-is" }>["settings"];

/** The settings an arm changes, each with its value: "adjustment factor 0.5", "cooldown (shrink) 2 min". */
export function settingsWords(settings: Settings): readonly string[] {
  const words: string[] = [];
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === "number") words.push(`${spaced(name)} ${shownNumber(value)}`);
    else if (typeof value === "string") words.push(`${spaced(name)} ${value}`);
    else if (typeof value === "object" && value !== null)
      for (const [part, inner] of Object.entries(value))
        words.push(
          `${spaced(name.replace(/Ms$/, ""))} (${part}) ${typeof inner === "number" ? durationPhrase(inner / 1_000) : String(inner)}`,
        );
  }
  return words;
}

/** What an arm runs as it was declared. `personaWords`: a version by its id. */
export function treatmentWords(treatment: Treatment, personaWords: (id: string) => string): string {
  if (treatment.kind === "fallback") return `the fallback decides: ${treatment.fallback}`;
  const what = treatment.kind === "as-is" ? "as it is" : personaWords(treatment.personaVersionId);
  const changed = settingsWords(treatment.settings);
  return changed.length === 0 ? what : `${what}, with ${changed.join(", ")}`;
}

function spaced(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

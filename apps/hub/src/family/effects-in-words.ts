import type { FamilyEffect } from "@fleet-persona/hub-core";
import { intervalFigure, relativeFigure } from "../experiments/effect-words.ts";
import { shownNumber } from "../ui/figures.ts";

/** What is said of a version in one cell, each with who says it; a dash where nobody says anything. */
export function effectsInWords(effects: readonly FamilyEffect[]): string {
  if (effects.length === 0) return "–";
  return effects
    .map(({ by, scale, effect, what }) => {
      const figure = scale === "share" ? relativeFigure(effect.estimate) : shownNumber(effect.estimate);
      const between = intervalFigure(effect, scale === "share" ? "relative" : "absolute", "");
      return `${figure} (${between}) on ${what}, ${by === "own" ? "measured here" : by === "published" ? "reported" : "estimated"}`;
    })
    .join("; ");
}

import type { GateFigures, Intent, StoreRow } from "@fleet-persona/hub-core";
import { differenceFigure, intervalFigure, relativeFigure } from "../../experiments/effect-words.ts";
import { gateEffects } from "../listing/gate-effects.ts";
import type { OutcomeSource } from "../listing/outcomes.ts";

/** The figure that speaks for a Persona under an intent, with its interval and who says it. */
export type ShownEffect = {
  readonly source: Exclude<OutcomeSource, "author">;
  /** "−32 % cost": what changed, beside what. */
  readonly figure: string;
  readonly what: string;
  /** "−41 to −22 %". */
  readonly between: string;
  readonly comparedWith: string;
  readonly better: "less" | "more";
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** What it did on the other side: cost beside breach, breach beside cost; null where that was not measured. */
  readonly beside: string | null;
};

/** What a fleet measured before what the gate repeated, on the side that the intent is about; null where neither says anything. */
export function shownEffect(
  row: Pick<StoreRow, "measured">,
  scenarios: readonly GateFigures[],
  best: Intent["best"],
): ShownEffect | null {
  const { measured } = row;
  if (measured !== null && measured.relative !== null) {
    const { relative, metric, comparedWith } = measured;
    return {
      source: "fleet",
      figure: relativeFigure(relative.estimate),
      what: metric.title,
      between: intervalFigure(relative, "relative", ""),
      comparedWith,
      better: metric.better === "lower" ? "less" : "more",
      ...relative,
      beside: null,
    };
  }
  const repeated = gateEffects(scenarios);
  if (repeated === null) return null;
  const common = { source: "gate", comparedWith: "the reactive rule", better: "less" } as const;
  const cost = {
    what: "cost",
    figure: relativeFigure(repeated.cost.estimate),
    between: intervalFigure(repeated.cost, "relative", ""),
    ...repeated.cost,
  };
  const breach = {
    what: "breach a run",
    figure: differenceFigure(tenths(repeated.breach.estimate), "s"),
    between: intervalFigure(repeated.breach, "absolute", "s"),
    ...repeated.breach,
  };
  const [first, second] = best === "cost" ? [cost, breach] : [breach, cost];
  return { ...common, ...first, beside: `${second.figure} ${second.what} (${second.between})` };
}

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;

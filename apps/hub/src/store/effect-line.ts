import type { MeasuredEffect } from "@fleet-persona/hub-core";
import { intervalFigure, relativeFigure, differenceFigure } from "../experiments/effect-words.ts";

/** "−31 % breach seconds (−42 to −18 %)": an effect that some tenant's enrolled agents reported. */
export function measuredPhrase({
  metric,
  relative,
  absolute,
}: Pick<MeasuredEffect, "metric" | "relative" | "absolute">): string {
  if (relative !== null)
    return `${relativeFigure(relative.estimate)} ${metric.title} (${intervalFigure(relative, "relative", "")})`;
  return `${differenceFigure(absolute.estimate, metric.unit)} ${metric.title} (${intervalFigure(absolute, "absolute", metric.unit)})`;
}

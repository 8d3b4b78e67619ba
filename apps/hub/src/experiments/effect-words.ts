import type { Interval, Metric } from "@fleet-persona/experiments";
import { shownNumber } from "../ui/figures.ts";

/** Units whose figures are shares of one and read best per cent. */
const shares: ReadonlySet<string> = new Set(["ratio", "share"]);

type Unit = Pick<Metric, "unit">["unit"];
export type EffectScale = "relative" | "absolute";

/** A metric's figure with its unit: "84.2 ms", "3.1 %", "0.71 cores". */
export function metricFigure(value: number, unit: Unit): string {
  if (shares.has(unit)) return `${shownNumber(value * 100)} %`;
  return unit === "" ? shownNumber(value) : `${shownNumber(value)} ${unit}`;
}

/** A difference of a metric with its sign: "+12 ms", "−0.4 points" (of a share, in percentage points). */
export function differenceFigure(value: number, unit: Unit): string {
  const sign = value > 0 ? "+" : "";
  if (shares.has(unit)) return `${sign}${shownNumber(value * 100)} points`;
  return unit === "" ? `${sign}${shownNumber(value)}` : `${sign}${shownNumber(value)} ${unit}`;
}

/** A share of the control's value with its sign: "−31 %", "+0.4 %". */
export function relativeFigure(share: number): string {
  return `${share > 0 ? "+" : ""}${shownNumber(roundedPercent(share))} %`;
}

/** On either scale, with its sign. */
export function effectFigure(value: number, scale: EffectScale, unit: Unit): string {
  return scale === "relative" ? relativeFigure(value) : differenceFigure(value, unit);
}

/** "−42 to −18 %", "−3 to +8 ms": an interval's ends with one unit behind them. */
export function intervalFigure({ low, high }: Interval, scale: EffectScale, unit: Unit): string {
  const [factor, word] = scale === "relative" ? [100, "%"] : shares.has(unit) ? [100, "points"] : [1, unit];
  const end = (value: number): string => `${value > 0 ? "+" : ""}${shownNumber(tidy(value * factor))}`;
  return `${end(low)} to ${end(high)}${word === "" ? "" : ` ${word}`}`;
}

/** "31 % lower", "12 % higher", "the same" for an effect as a share of the control's value. */
export function relativePhrase(share: number): string {
  const size = Math.abs(roundedPercent(share));
  if (size === 0) return "the same";
  return `${shownNumber(size)} % ${share < 0 ? "lower" : "higher"}`;
}

// Whole per cent from ten on; what is smaller keeps two digits.
function roundedPercent(share: number): number {
  return tidy(share * 100);
}

function tidy(value: number): number {
  return Math.abs(value) >= 10 ? Math.round(value) : Number(value.toPrecision(2));
}

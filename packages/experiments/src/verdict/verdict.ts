/** An estimate with its interval, in the metric's unit (`absolute`) and as a share of the control's value (`relative`; null where the control is 0). */
export type Effect = {
  readonly absolute: Interval;
  readonly relative: Interval | null;
  /** Two-sided, of the anytime-valid test: may be looked at as often as one likes. */
  readonly p: number;
  /** Probability that the arm is better than the control, under a flat prior. */
  readonly chanceToWin: number;
  /** What choosing the arm would cost on average, as far as it is the worse one, in the metric's unit; under a flat prior. */
  readonly risk?: number;
};
export type Interval = { readonly estimate: number; readonly low: number; readonly high: number };

/** One metric of one arm beside the control. `fixed` would hold for one look only; `sequential` for all. */
export type Comparison = {
  readonly metric: string;
  readonly arm: string;
  readonly control: ArmFigure;
  readonly treated: ArmFigure;
  readonly fixed: Effect;
  readonly sequential: Effect;
  /** After correction for the other comparisons of its family. */
  readonly adjustedP: number;
  /** Mann-Whitney with the Hodges-Lehmann shift; what the tails cannot fool. */
  readonly ranks: { readonly shift: Interval; readonly p: number } | null;
  /** Share of the variance that the units' own past explained (CUPED), 0..1; null where there is no past. */
  readonly explained: number | null;
  /** Cohen's d of the units' figures: how many of their standard deviations lie between the arms; null where nothing varies. */
  readonly effectSize?: number | null;
};
/** Units that had a figure, its mean over them and the standard deviation between them. */
export type ArmFigure = { readonly units: number; readonly mean: number; readonly standardDeviation: number };

/** `holds`: shown to be no worse than the margin. `broken`: shown to be worse. `open`: not yet known. `no-data`: nothing to judge by. */
export type GuardrailState = {
  readonly metric: string;
  readonly arm: string;
  readonly state: "holds" | "broken" | "open" | "no-data";
  /** How much worse the arm is, positive = worse, on the guardrail's scale, with the interval that decides. */
  readonly worse: Interval | null;
  readonly margin: number;
  readonly sentence: string;
};

/** What makes every other figure worthless until it is mended. */
export type HealthFault = {
  readonly code:
    | "sample-ratio"
    | "multiple-exposure"
    | "one-unit"
    | "identical-arms"
    | "metric-stopped"
    | "clocks-apart"
    | "no-exposure"
    | "aa-found-something";
  readonly sentence: string;
};

export const VERDICTS = ["better", "worse", "no-difference", "inconclusive", "no-data", "unhealthy"] as const;
export type VerdictKind = (typeof VERDICTS)[number];

/** What one arm came to, in words as well: the reason and, where there is something to do, what. */
export type ArmVerdict = { readonly arm: string; readonly verdict: VerdictKind; readonly sentence: string };

/** Everything one look found. `arms` are those beside the control; `overall` is the word on the experiment. */
export type Judgement = {
  readonly overall: ArmVerdict;
  readonly arms: readonly ArmVerdict[];
  readonly comparisons: readonly Comparison[];
  readonly guardrails: readonly GuardrailState[];
  readonly faults: readonly HealthFault[];
  /** p of the units' counts against the weights of the arms; null before there are units. */
  readonly sampleRatioP: number | null;
};

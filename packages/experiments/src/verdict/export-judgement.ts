import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Comparison, Effect, Judgement } from "./verdict.ts";

const COLUMNS = [
  "arm",
  "metric",
  "unit",
  "better",
  "verdict",
  "units_control",
  "units_treated",
  "mean_control",
  "mean_treated",
  "sd_control",
  "sd_treated",
  "difference",
  "difference_low",
  "difference_high",
  "relative",
  "relative_low",
  "relative_high",
  "p_sequential",
  "p_adjusted",
  "p_fixed",
  "fixed_low",
  "fixed_high",
  "chance_to_win",
  "risk",
  "effect_size",
  "explained_by_past",
  "rank_shift",
  "rank_low",
  "rank_high",
  "rank_p",
  "guardrail",
  "guardrail_margin",
  "worse",
  "worse_low",
  "worse_high",
] as const;
type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number | null>>>;

/** The numbers behind a verdict as CSV (RFC 4180, header first): a row for each arm and metric. Numbers in full; what is not known is empty. */
export function exportJudgement(plan: ExperimentPlan, judgement: Judgement): string {
  const rows = plan.arms.slice(1).flatMap(({ name }) => plan.metrics.map((metric) => rowOf(judgement, name, metric)));
  return [COLUMNS.join(","), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(","))]
    .join("\r\n")
    .concat("\r\n");
}

function rowOf(
  { arms, comparisons, guardrails }: Judgement,
  arm: string,
  metric: ExperimentPlan["metrics"][number],
): Row {
  const comparison = comparisons.find((own) => own.arm === arm && own.metric === metric.name);
  const guardrail = guardrails.find((own) => own.arm === arm && own.metric === metric.name);
  return {
    arm,
    metric: metric.name,
    unit: metric.unit,
    better: metric.better,
    verdict: arms.find((own) => own.arm === arm)?.verdict ?? null,
    ...(comparison === undefined ? {} : comparisonCells(comparison)),
    guardrail: guardrail?.state ?? null,
    guardrail_margin: guardrail?.margin ?? null,
    worse: guardrail?.worse?.estimate ?? null,
    worse_low: guardrail?.worse?.low ?? null,
    worse_high: guardrail?.worse?.high ?? null,
  };
}

function comparisonCells({
  control,
  treated,
  sequential,
  fixed,
  adjustedP,
  explained,
  ranks,
  effectSize,
}: Comparison): Row {
  return {
    units_control: control.units,
    units_treated: treated.units,
    mean_control: control.mean,
    mean_treated: treated.mean,
    sd_control: control.standardDeviation,
    sd_treated: treated.standardDeviation,
    ...effectCells(sequential),
    p_adjusted: adjustedP,
    p_fixed: fixed.p,
    fixed_low: fixed.absolute.low,
    fixed_high: fixed.absolute.high,
    explained_by_past: explained,
    effect_size: effectSize ?? null,
    rank_shift: ranks?.shift.estimate ?? null,
    rank_low: ranks?.shift.low ?? null,
    rank_high: ranks?.shift.high ?? null,
    rank_p: ranks?.p ?? null,
  };
}

function effectCells({ absolute, relative, p, chanceToWin, risk }: Effect): Row {
  return {
    difference: absolute.estimate,
    difference_low: absolute.low,
    difference_high: absolute.high,
    relative: relative?.estimate ?? null,
    relative_low: relative?.low ?? null,
    relative_high: relative?.high ?? null,
    p_sequential: p,
    chance_to_win: chanceToWin,
    risk: risk ?? null,
  };
}

/** Text that a spreadsheet would run as a formula is told apart by an apostrophe. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

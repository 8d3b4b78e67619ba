import type { BomInput } from "./bom-input.ts";

/** CycloneDX keeps figures as text; `slice` says who measured what on whom. */
export type PerformanceMetric = { readonly type: string; readonly value: string; readonly slice: string };

const mostArms = 16;
const mostFigures = 16;

/** The author's figures, then what the gate found when it repeated them; each says whose it is. */
export function performanceMetrics({ manifest, evidence, gate }: BomInput): readonly PerformanceMetric[] {
  const claimed = [
    metric("confidence", manifest.confidence_score, "claimed by the author"),
    ...claimedFigures(evidence),
  ];
  if (gate === null) return claimed;
  const scenarios = (gate.behaviour?.scenarios ?? []).flatMap(({ name, runs, guarded, baselines }) =>
    (
      [
        ["persona", guarded],
        ["default", baselines.static_default],
        ["reactive", baselines.reactive],
      ] as const
    ).flatMap(([arm, { breach_seconds, core_seconds }]) => {
      const slice = `verified by the gate: ${arm} in ${name}, ${runs} runs`;
      return [metric("breach_seconds", breach_seconds, slice), metric("core_seconds", core_seconds, slice)];
    }),
  );
  return [...claimed, metric("confidence", gate.confidence, "verified by the gate"), ...scenarios];
}

// The manifest does not constrain the author's report: numbers of its arms are taken, anything else is left out.
function claimedFigures(evidence: unknown): readonly PerformanceMetric[] {
  const arms = recordOf(recordOf(evidence)["arms"]);
  return sorted(arms)
    .slice(0, mostArms)
    .flatMap(([arm, figures]) =>
      sorted(recordOf(figures))
        .slice(0, mostFigures)
        .flatMap(([name, value]) =>
          typeof value === "number" ? [metric(name, value, `claimed by the author: ${arm}`)] : [],
        ),
    );
}

function metric(type: string, value: number, slice: string): PerformanceMetric {
  return { type: printable(type), value: String(value), slice: printable(slice) };
}

/** Text of somebody else's on one line, without what cannot be seen. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, " ")
    .slice(0, 200);
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

const sorted = (record: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

import { cpus, totalmem } from "node:os";

/** One figure of a bench. `target` is a text such as "<= 110"; `met` is null where nothing was promised. */
export type BenchResult = {
  name: string;
  value: number;
  unit: string;
  target: string | null;
  met: boolean | null;
  /** 95 % interval over seeds, where there are seeds. */
  low: number | null;
  high: number | null;
};

export type BenchReport = {
  bench: string;
  machine: { cpu: string; cores: number; memoryGiB: number; platform: string; node: string };
  results: readonly BenchResult[];
};

/** `lowAbove`: of the interval's lower end, not of the value. */
export type Target = { atMost: number } | { atLeast: number } | { below: number } | { lowAbove: number } | null;

export type Measured = { name: string; value: number; unit: string; target: Target; low?: number; high?: number };

/** Fills in what follows from a measurement: the target as text and whether it was met. */
export function benchResult({ name, value, unit, target, low, high }: Measured): BenchResult {
  const interval = { low: low ?? null, high: high ?? null };
  if (target === null) return { name, value, unit, target: null, met: null, ...interval };
  if ("lowAbove" in target) {
    const met = low !== undefined && low > target.lowAbove;
    return { name, value, unit, target: `low > ${target.lowAbove}`, met, ...interval };
  }
  if ("below" in target)
    return { name, value, unit, target: `< ${target.below}`, met: value < target.below, ...interval };
  if ("atMost" in target)
    return { name, value, unit, target: `<= ${target.atMost}`, met: value <= target.atMost, ...interval };
  return { name, value, unit, target: `>= ${target.atLeast}`, met: value >= target.atLeast, ...interval };
}

export function thisMachine(): BenchReport["machine"] {
  const list = cpus();
  return {
    cpu: list[0]?.model.trim() ?? "unknown",
    cores: list.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
  };
}

// Two-sided 95 % quantiles of Student's t for 1..10 degrees of freedom; beyond that the normal's is near enough.
const student = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/** Ratio of paired sums with a 95 % interval from the log ratios over seeds (paired t on logs, one pseudo-count against zeros). */
export function pairedRatio(
  pairs: readonly { ours: number; theirs: number }[],
  pseudo = 0,
): { value: number; low: number; high: number } {
  const sum = (pick: (pair: { ours: number; theirs: number }) => number): number =>
    pairs.reduce((total, pair) => total + pick(pair), 0);
  const value = sum((pair) => pair.ours) / sum((pair) => pair.theirs);
  if (pairs.length < 2) return { value, low: Number.NaN, high: Number.NaN };
  const logs = pairs.map(({ ours, theirs }) => Math.log((ours + pseudo) / (theirs + pseudo)));
  const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
  const variance = logs.reduce((a, b) => a + (b - mean) ** 2, 0) / (logs.length - 1);
  const half = (student[logs.length - 2] ?? 1.96) * Math.sqrt(variance / logs.length);
  return { value, low: Math.exp(mean - half), high: Math.exp(mean + half) };
}

const digits = (value: number): string =>
  Number.isNaN(value) ? "-" : Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);

/** The report as an aligned table for people. */
export function renderBench(report: BenchReport): string {
  const rows = [
    ["name", "value", "unit", "95 % interval", "target", "met"],
    ...report.results.map((row) => [
      row.name,
      digits(row.value),
      row.unit,
      row.low === null || row.high === null ? "" : `${digits(row.low)} to ${digits(row.high)}`,
      row.target ?? "",
      row.met === null ? "" : row.met ? "yes" : "NO",
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const { machine } = report;
  return [
    `${report.bench} on ${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, ${machine.platform}, Node ${machine.node}`,
    "",
    ...lines,
  ].join("\n");
}

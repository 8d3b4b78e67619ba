import { parseArgs } from "node:util";
import { dataKinds } from "./experiments/data-kinds.ts";
import { peek, wilson, type Peeked } from "./experiments/peeking.ts";
import { checkPower } from "./experiments/power-error.ts";
import { recordedKinds } from "./experiments/recorded-noise.ts";
import { rollbackSeconds } from "./experiments/rollback-seconds.ts";
import { verdictSeconds } from "./experiments/verdict-seconds.ts";
import { benchResult, type BenchResult } from "./result.ts";

type Sizes = { readonly trials: number; readonly powerTrials: number; readonly seed: number };

const parts: Readonly<Record<string, (sizes: Sizes) => readonly BenchResult[] | Promise<readonly BenchResult[]>>> = {
  statistics: (sizes) => [...peekingResults(sizes), ...powerResults(sizes)],
  verdicts: () => [verdictResult()],
  rollback: rollbackSeconds,
};

/**
 * Whether verdicts on experiments are right and quick: `--only statistics|verdicts|rollback`, `--trials N` of each kind of data (800), `--power-trials N`
 * (2000), `--seed N`. Some four minutes on one core.
 */
export async function experimentsBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      only: { type: "string" },
      trials: { type: "string", default: "800" },
      "power-trials": { type: "string", default: "2000" },
      seed: { type: "string", default: "20261" },
    },
  });
  const sizes = {
    trials: Number(values.trials),
    powerTrials: Number(values["power-trials"]),
    seed: Number(values.seed),
  };
  const chosen = values.only === undefined ? Object.values(parts) : [parts[values.only]];
  const known = chosen.filter((part) => part !== undefined);
  if (known.length === 0) process.stderr.write(`--only takes one of ${Object.keys(parts).join(", ")}\n`);
  const results: BenchResult[] = [];
  for (const part of known) results.push(...(await part(sizes)));
  return results;
}

function peekingResults({ trials, seed }: Sizes): readonly BenchResult[] {
  const peeked = [...dataKinds, ...recordedKinds()].map((kind, index) => {
    process.stderr.write(`${kind.name}: ${trials} trials of ${kind.looks} looks\n`);
    return peek(kind, trials, seed + index);
  });
  // A kind whose interval is hardly ever shown (its control is not told from 0) says nothing of coverage.
  const shown = peeked.filter((kind) => kind.shown >= kind.trials / 10);
  const foundOf = (kind: Peeked): number => kind.found / kind.trials;
  const heldOf = (kind: Peeked): number => kind.held / kind.shown;
  const worst = peeked.reduce((a, b) => (foundOf(b) > foundOf(a) ? b : a));
  const rolledOf = (kind: Peeked): number => kind.rolledBack / kind.trials;
  const rolled = peeked.reduce((a, b) => (rolledOf(b) > rolledOf(a) ? b : a));
  const narrowest = shown.reduce((a, b) => (heldOf(b) < heldOf(a) ? b : a));
  const ratio = { unit: "ratio", target: null };
  return [
    benchResult({
      name: "false_positive_rate_peeking",
      value: foundOf(worst),
      unit: "ratio",
      target: { atMost: 0.05 },
      ...wilson(worst.found, worst.trials),
    }),
    benchResult({
      name: "interval_coverage",
      value: heldOf(narrowest),
      unit: "ratio",
      target: { atLeast: 0.94 },
      ...wilson(narrowest.held, narrowest.shown),
    }),
    benchResult({
      name: "false_rollback_rate",
      value: rolledOf(rolled),
      ...ratio,
      ...wilson(rolled.rolledBack, rolled.trials),
    }),
    ...peeked.map((kind) =>
      benchResult({ name: `found_${kind.kind}`, value: foundOf(kind), ...ratio, ...wilson(kind.found, kind.trials) }),
    ),
    ...shown.map((kind) =>
      benchResult({ name: `coverage_${kind.kind}`, value: heldOf(kind), ...ratio, ...wilson(kind.held, kind.shown) }),
    ),
  ];
}

function powerResults({ powerTrials, seed }: Sizes): readonly BenchResult[] {
  process.stderr.write(`power: ${powerTrials} trials of each plan\n`);
  const checks = checkPower(powerTrials, seed);
  const errors = checks.map(({ planned, simulated }) => Math.abs(simulated - planned));
  const ratio = { unit: "ratio", target: null };
  return [
    benchResult({ name: "power_error", value: Math.max(...errors), unit: "ratio", target: { atMost: 0.03 } }),
    ...checks.flatMap(({ name, planned, simulated, trials }) => [
      benchResult({ name: `power_planned_${name}`, value: planned, ...ratio }),
      benchResult({
        name: `power_found_${name}`,
        value: simulated,
        ...ratio,
        ...wilson(Math.round(simulated * trials), trials),
      }),
    ]),
  ];
}

function verdictResult(): BenchResult {
  process.stderr.write("verdicts: 1000 experiments of 200 hosts and 10 metrics\n");
  const value = verdictSeconds({ experiments: 1000, hosts: 200, metrics: 10 });
  return benchResult({ name: "verdict_seconds", value, unit: "s", target: { atMost: 60 } });
}

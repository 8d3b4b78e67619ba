import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  generateTrace,
  simulatedDemoFleet,
  startDemoFleet,
  type DemoFleet,
  type MachineFigures,
  type Trace,
} from "@fleet-persona/demo-fleet";
import type { Configuration } from "@fleet-persona/persona";
import { calibrate, costIn } from "./fidelity/calibrate.ts";
import { runLive, type Figures, type LiveFigures } from "./fidelity/live-run.ts";
import { runSimulated } from "./fidelity/simulated-run.ts";
import { benchResult, type BenchResult } from "./result.ts";
import { median } from "./median.ts";

/** Held over the same trace, live and simulated: one after the other differs in cache, algorithm, connections, servers and cores. */
const CONFIGURATIONS: Readonly<Record<string, Configuration>> = {
  default: {},
  micro_random2: { caching_strategy: "micro", load_balancing_algorithm: "random2", cpu_allocation: 0.25 },
  short_roundrobin: { load_balancing_algorithm: "roundrobin", max_connections: 4, cpu_allocation: 0.22 },
  long_three_servers: { caching_strategy: "long", active_servers: 3, cpu_allocation: 0.22, max_connections: 3 },
};

/**
 * Light traffic without and with a cache: the machine's own figures come from these, never from the four. Requests a second: what
 * the proxy adds to an answer of the cache is measured at the traces' own rate, because an idle machine answers later.
 */
const PLAIN_RATE = 110;
const CACHED_RATE = 180;
const CALIBRATION_S = 20;
const CALIBRATION_WARMUP_S = 6;
const PLAIN: Configuration = {
  caching_strategy: "off",
  cpu_allocation: 0.2875,
  load_balancing_algorithm: "roundrobin",
};
const CACHED: Configuration = { ...PLAIN, caching_strategy: "long" };

/**
 * The live demo fleet against the simulator, over one trace of ordinary traffic with a campaign: `--seconds N` (30), `--turns N`
 * (1; the middle of their errors is taken), `--seed N` (1), `--peak N` (250). The machine must be quiet: the generator's own lateness is said.
 */
export async function fidelityBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      seconds: { type: "string", default: "30" },
      turns: { type: "string", default: "1" },
      seed: { type: "string", default: "1" },
      peak: { type: "string", default: "250" },
    },
  });
  const [seconds, turns, seed, peak] = [values.seconds, values.turns, values.seed, values.peak].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const warmupSeconds = Math.min(10, Math.floor(seconds / 3));
  const trace = generateTrace({ seed, seconds, warmupSeconds, calm: 150, campaign: 190, flash: peak });
  const folder = await mkdtemp(path.join(tmpdir(), "fid-"));
  const fleet = await startDemoFleet({ folder });
  try {
    const rows: Row[] = [];
    for (const [name, configuration] of Object.entries(CONFIGURATIONS)) {
      // Calibrated anew before each: a machine that others use too is another one a minute later.
      const machine = await measureMachine(fleet, seed);
      for (let turn = 0; turn < turns; turn += 1) {
        const pass = { trace, seed: seed + turn, seconds, warmupSeconds, configuration };
        const measured = await live({ fleet, ...pass });
        const model = simulatedDemoFleet(costIn({ pass, live: measured }, machine));
        const simulated = runSimulated({ fleet: model, ...pass });
        say(`${name}: live ${sentence(measured)}; simulated ${sentence(simulated)}`);
        rows.push({ name, measured, simulated });
      }
    }
    return resultsOf(rows);
  } finally {
    await fleet.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The machine's own figures, from two light passes. */
async function measureMachine(fleet: DemoFleet, seed: number): Promise<MachineFigures> {
  const calibrationPass = async (configuration: Configuration, rate: number) => {
    const trace = steady(rate, CALIBRATION_S);
    const pass = { trace, seed, seconds: CALIBRATION_S, warmupSeconds: CALIBRATION_WARMUP_S, configuration };
    return { pass, live: await live({ fleet, ...pass }) };
  };
  const machine = calibrate(await calibrationPass(PLAIN, PLAIN_RATE), await calibrationPass(CACHED, CACHED_RATE));
  say(`this machine: ${JSON.stringify(machine)}`);
  return machine;
}

type Row = { readonly name: string; readonly measured: Figures; readonly simulated: Figures };

type Pass = {
  readonly fleet: DemoFleet;
  readonly trace: Trace;
  readonly seed: number;
  readonly warmupSeconds: number;
  readonly configuration: Configuration;
};

/** One pass; what makes it untrustworthy is said. */
async function live(pass: Pass): Promise<LiveFigures> {
  const figures = await runLive(pass);
  for (const fault of figures.faults) say(fault);
  return figures;
}

/** Of each configuration the middle of its turns; of the errors the worst configuration's. */
function resultsOf(rows: readonly Row[]): readonly BenchResult[] {
  const configurations = [...Map.groupBy(rows, ({ name }) => name)];
  const middleOf = (of: (row: Row) => number, turns: readonly Row[]) => median(turns.map(of));
  const worst = (of: (row: Row) => number) =>
    Math.max(...configurations.map(([, turns]) => Math.abs(middleOf(of, turns))));
  const figure = (name: string, value: number, unit: string) => benchResult({ name, value, unit, target: null });
  const error = (name: string, value: number, atMost: number) =>
    benchResult({ name, value, unit: "ratio", target: { atMost } });
  return [
    ...configurations.flatMap(([name, turns]) =>
      FIGURES.flatMap(({ key, label, unit }) => [
        figure(
          `${name}_${label}_live${unit === "ms" ? "_ms" : ""}`,
          middleOf((row) => row.measured[key], turns),
          unit,
        ),
        figure(
          `${name}_${label}_simulated${unit === "ms" ? "_ms" : ""}`,
          middleOf((row) => row.simulated[key], turns),
          unit,
        ),
      ]),
    ),
    error(
      "simulator_p50_error",
      worst(({ measured, simulated }) => simulated.p50Ms / measured.p50Ms - 1),
      0.2,
    ),
    error(
      "simulator_p95_error",
      worst(({ measured, simulated }) => simulated.p95Ms / measured.p95Ms - 1),
      0.2,
    ),
    error(
      "simulator_hit_ratio_error",
      worst(({ measured, simulated }) => simulated.hitRatio - measured.hitRatio),
      0.03,
    ),
  ];
}

const FIGURES = [
  { key: "p50Ms", label: "p50", unit: "ms" },
  { key: "p95Ms", label: "p95", unit: "ms" },
  { key: "hitRatio", label: "hit_ratio", unit: "ratio" },
  { key: "errors", label: "errors", unit: "requests" },
  { key: "cpuUtilisation", label: "cpu_utilisation", unit: "ratio" },
] as const;

const steady = (rate: number, seconds: number): Trace => ({
  points: [
    { t: 0, rate },
    { t: seconds, rate },
  ],
});

const sentence = ({ p50Ms, p95Ms, hitRatio, errors, cpuUtilisation }: Figures) =>
  `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms, hits ${hitRatio.toFixed(3)}, ${errors} errors, CPU ${cpuUtilisation.toFixed(3)}`;

const say = (text: string) => void process.stderr.write(`${text}\n`);

import { parseArgs } from "node:util";
import { benchResult, type BenchResult } from "../result.ts";
import { acrobotPpo, cartPoleDqn, cartPolePpo, type Trained, trainSeeds } from "./runs.ts";
import { stepAgainstTorch } from "./torch-step.ts";
import { median } from "../median.ts";

/** Whether what we train with learns what it should, and how fast: `--seeds N` (5) `--first N` (1). */
export async function trainingBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({
    args: [...options],
    options: { seeds: { type: "string", default: "5" }, first: { type: "string", default: "1" } },
  });
  const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => Number(values.first) + at);
  const torch = await stepAgainstTorch();
  const ppo = await trainSeeds(cartPolePpo, seeds);
  const dqn = await trainSeeds(cartPoleDqn, seeds);
  const swung = await trainSeeds(acrobotPpo, seeds);
  const perSecond = median(ppo.map(({ steps, cpuS }) => steps / cpuS));
  return [
    returned("cartpole_ppo_return_worst_seed", worst(ppo), 475),
    returned("cartpole_dqn_return_worst_seed", worst(dqn), 475),
    returned("acrobot_return_mean", mean(swung), -90),
    returned("acrobot_return_worst_seed", worst(swung), null),
    ...torch,
    benchResult({
      name: "cartpole_ppo_steps_per_second",
      value: perSecond,
      unit: "steps/s of one core",
      target: { atLeast: 20_000 },
    }),
    benchResult({
      name: "cartpole_ppo_steps_per_second_by_the_clock",
      value: median(ppo.map(({ steps, wallS }) => steps / wallS)),
      unit: "steps/s",
      target: null,
    }),
    benchResult({
      name: "cartpole_dqn_steps_per_second",
      value: median(dqn.map(({ steps, cpuS }) => steps / cpuS)),
      unit: "steps/s of one core",
      target: null,
    }),
  ];
}

function returned(name: string, value: number, atLeast: number | null): BenchResult {
  return benchResult({ name, value, unit: "mean return", target: atLeast === null ? null : { atLeast } });
}

function worst(trained: readonly Trained[]): number {
  return Math.min(...trained.map(({ meanReturn }) => meanReturn));
}

function mean(trained: readonly Trained[]): number {
  return trained.reduce((sum, { meanReturn }) => sum + meanReturn, 0) / trained.length;
}

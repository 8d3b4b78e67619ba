import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  dense,
  Graph,
  initialTrainingState,
  initialWeights,
  type Layout,
  loadTrainer,
  randomFromSeed,
  reduceSum,
  reshape,
  scale,
  square,
  sub,
  tanh,
  tensor,
  trainingModel,
  uniform,
} from "@fleet-persona/learning";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { benchResult, type BenchResult } from "../result.ts";
import { median } from "../median.ts";

const ROWS = 256;
const WIDTHS = [24, 64, 64, 12] as const;
const ROUNDS = 9;
const STEPS = 300;
const SCRIPT = join(import.meta.dirname, "torch-step.py");
// Debian's package belongs to Debian's interpreter; another one may come first on the path.
const INTERPRETERS = ["/usr/bin/python3", "python3"];

/**
 * PyTorch's eager time ÷ ours for one step of the same network: forward, squared error, backward and Adam, one thread
 * each, medians of processor time over rounds that take turns. Nothing where PyTorch is not installed.
 */
export async function stepAgainstTorch(): Promise<readonly BenchResult[]> {
  const ours = await ourStep();
  const python = INTERPRETERS.find((name) => spawnSync(name, ["-c", "import torch"]).status === 0);
  const microseconds = (name: string, value: number): BenchResult =>
    benchResult({ name, value, unit: "µs", target: null });
  if (python === undefined) {
    process.stderr.write(
      "training_step_vs_torch: not measured, PyTorch is not installed (apt-get install python3-torch)\n",
    );
    return [microseconds("training_step", await ours(STEPS))];
  }
  const child = spawn(python, [SCRIPT, String(STEPS)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const pairs: { torch: number; own: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    child.stdin.write("\n");
    const torch = Number((await lines.next()).value);
    pairs.push({ torch, own: await ours(STEPS) });
  }
  child.stdin.end();
  if (child.exitCode === null) await once(child, "exit");
  return [
    benchResult({
      name: "training_step_vs_torch",
      value: median(pairs.map(({ torch, own }) => torch / own)),
      unit: "ratio",
      target: { atLeast: 3 },
    }),
    microseconds("training_step", median(pairs.map(({ own }) => own))),
    microseconds("training_step_torch", median(pairs.map(({ torch }) => torch))),
  ];
}

/** Our step, ready and warm: returns processor microseconds a step over some steps. */
async function ourStep(): Promise<(steps: number) => Promise<number>> {
  const layout: Layout = WIDTHS.slice(1).flatMap((width, at) => [
    { name: `w${at}`, dims: [WIDTHS[at] ?? 0, width], initial: { kind: "orthogonal", gain: Math.SQRT2 } },
    { name: `b${at}`, dims: [width], initial: { kind: "constant", value: 0 } },
  ]);
  const graph = new Graph("step");
  const inputs = graph.input("inputs", ["N", WIDTHS[0]]);
  const targets = graph.input("targets", ["N", WIDTHS[3]]);
  const model = trainingModel(graph, layout, (parameters) => {
    let x = inputs;
    for (const at of [0, 1, 2]) {
      x = dense(graph, x, parameters(`w${at}`), parameters(`b${at}`));
      if (at < 2) x = tanh(graph, x);
    }
    const total = reduceSum(graph, square(graph, sub(graph, x, targets)));
    return scale(graph, reshape(graph, total, [1]), 1 / (ROWS * WIDTHS[3]));
  });
  const random = randomFromSeed(1);
  const drawn = (width: number): Float32Array =>
    Float32Array.from({ length: ROWS * width }, () => uniform(random) - 0.5);
  const data = {
    inputs: tensor(drawn(WIDTHS[0]), [ROWS, WIDTHS[0]]),
    targets: tensor(drawn(WIDTHS[3]), [ROWS, WIDTHS[3]]),
  };
  const trainer = await loadTrainer(ortRuntime, model);
  let state = initialTrainingState(initialWeights(layout, random));
  const run = async (steps: number): Promise<number> => {
    const began = process.cpuUsage();
    for (let step = 0; step < steps; step += 1) ({ state } = await trainer.step(state, 1e-3, data));
    const { user, system } = process.cpuUsage(began);
    return (user + system) / steps;
  };
  await run(STEPS);
  return run;
}

import { describe, expect, it } from "vitest";
import { emptyMatrix, matrixTensor } from "../graph/columns.ts";
import { mlpNetwork } from "../network/mlp-network.ts";
import { tensor, type Tensor } from "../runtime.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { ADAM_DEFAULTS } from "../training/adam.ts";
import { initialWeights } from "../training/parameters.ts";
import { gaussian, randomFromSeed } from "../training/random.ts";
import { initialTrainingState, loadTrainer } from "../training/training-step.ts";
import { actingModel, type PpoColumn, ppoColumns, ppoModel } from "./ppo-loss.ts";

const network = mlpNetwork({
  observationSize: 3,
  heads: [{ kind: "categorical", choices: 3 }, { kind: "gaussian" }],
  hidden: [5],
});
const random = randomFromSeed(6);
const weights = initialWeights(network.layout, random).map((value) => value + 0.2 * gaussian(random));
const ROWS = 6;
const draw = (length: number, scale = 1): number[] => Array.from({ length }, () => scale * gaussian(random));
const observation = draw(3 * ROWS);
const choices = [0, 2, 1, 1, 0, 2];
const samples = draw(ROWS).map((value) => 0.5 + 0.4 * value);
const before = draw(ROWS, 0.3).map((value) => value - 1.5);
const advantages = draw(ROWS);
const returns = draw(ROWS);
const oldValues = draw(ROWS);
const CLIP = 0.2;

const columns: Partial<Record<PpoColumn, readonly number[]>> = {
  observation,
  actions: choices.flatMap((choice, row) => [...[0, 1, 2].map((at) => +(at === choice)), samples[row] ?? 0]),
  log_probability: before,
  advantage: advantages,
  limit: advantages.map((value) => value * (value > 0 ? 1 + CLIP : 1 - CLIP)),
  returns,
  row_weights: Array<number>(ROWS).fill(1 / ROWS),
  old_values: oldValues,
};

/** The columns side by side as the graph takes them. */
function rowsOf(settings: Settings, reference: readonly number[] = []): Tensor {
  const wanted = ppoColumns(network, settings);
  const matrix = emptyMatrix(wanted, ROWS);
  for (const name of Object.keys(wanted) as PpoColumn[]) {
    const source = name === "reference" ? reference : (columns[name] ?? []);
    for (let row = 0; row < ROWS; row += 1) {
      for (let at = 0; at < wanted[name]; at += 1) {
        matrix.data[row * matrix.width + matrix.offsets[name] + at] = source[row * wanted[name] + at] ?? 0;
      }
    }
  }
  return matrixTensor(matrix);
}

/** What the acting graph says of each row, from which everything else is worked out in plain numbers. */
async function forward(): Promise<{ logs: number[]; mean: number; deviation: number; value: number }[]> {
  const session = await nodeRuntime.load(actingModel(network));
  const inputs = {
    weights: tensor(weights, [weights.length]),
    observation: tensor(Float32Array.from(observation), [ROWS, 3]),
  };
  const outputs = await session.run(inputs);
  return Array.from({ length: ROWS }, (_, row) => {
    const answer = [...(outputs["answer"]?.data.subarray(6 * row, 6 * row + 6) ?? [])];
    const [mean = 0, deviation = 0, value = 0] = answer.slice(3);
    return { logs: answer.slice(0, 3), mean, deviation, value };
  });
}

type Settings = Parameters<typeof ppoModel>[1];

async function lossOf(settings: Settings, reference?: readonly number[]): Promise<number> {
  const trainer = await loadTrainer(nodeRuntime, ppoModel(network, settings, ADAM_DEFAULTS));
  const held = reference === undefined ? {} : { kl_coefficient: tensor(Float32Array.of(2), [1]) };
  const feeds = { rows: rowsOf(settings, reference), ...held };
  return (await trainer.step(initialTrainingState(weights), 1e-3, feeds)).report.loss;
}

function surrogate(row: number, { logs, mean, deviation }: Awaited<ReturnType<typeof forward>>[number]): number {
  const z = ((samples[row] ?? 0) - mean) / deviation;
  const density = -0.5 * z * z - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);
  const ratio = Math.exp((logs[choices[row] ?? 0] ?? 0) + density - (before[row] ?? 0));
  const clipped = Math.min(1 + CLIP, Math.max(1 - CLIP, ratio));
  return Math.min(ratio * (advantages[row] ?? 0), clipped * (advantages[row] ?? 0));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const plain = { valueClipRange: null, entropyCoefficient: 0, valueCoefficient: 0.5, cloneKl: 0 };

describe("ppoModel", () => {
  it("ppoModel has the loss that plain numbers give: clipped surrogate and squared value error", async () => {
    const rows = await forward();
    const expected = rows.map((row, at) => 0.5 * (row.value - (returns[at] ?? 0)) ** 2 - surrogate(at, row));
    expect(await lossOf(plain)).toBeCloseTo(mean(expected), 5);
  });

  it("ppoModel adds value clipping and the entropy bonus as plain numbers do", async () => {
    const rows = await forward();
    const expected = rows.map((row, at) => {
      const [wanted = 0, old = 0] = [returns[at], oldValues[at]];
      const held = Math.min(old + 0.3, Math.max(old - 0.3, row.value));
      const error = Math.max((row.value - wanted) ** 2, (held - wanted) ** 2);
      const choiceEntropy = -row.logs.reduce((sum, log) => sum + Math.exp(log) * log, 0);
      const entropy = choiceEntropy + Math.log(row.deviation) + 0.5 * Math.log(2 * Math.PI * Math.E);
      return 0.7 * error - surrogate(at, row) - 0.01 * entropy;
    });
    const settings = { ...plain, valueClipRange: 0.3, entropyCoefficient: 0.01, valueCoefficient: 0.7 };
    expect(await lossOf(settings)).toBeCloseTo(mean(expected), 5);
  });

  it("ppoModel charges the divergence from a reference, which is nothing from itself", async () => {
    const rows = await forward();
    const base = await lossOf(plain);
    const kl = { ...plain, cloneKl: 1 };
    // A reference is a whole answer; its value counts for nothing.
    const itself = rows.flatMap(({ logs, mean: center, deviation }) => [...logs, center, deviation, 99]);
    expect(await lossOf(kl, itself)).toBeCloseTo(base, 5);
    const other = [0.2, 0.5, 0.3].map(Math.log);
    const expected = rows.map(({ logs, mean: center, deviation }) => {
      const choice = other.reduce((sum, log, at) => sum + Math.exp(log) * (log - (logs[at] ?? 0)), 0);
      const spread = (0.1 ** 2 + (0.4 - center) ** 2) / (2 * deviation ** 2);
      return choice + Math.log(deviation / 0.1) + spread - 0.5;
    });
    expect(
      await lossOf(
        kl,
        rows.flatMap(() => [...other, 0.4, 0.1, 99]),
      ),
    ).toBeCloseTo(base + 2 * mean(expected), 4);
  });

  it("ppoModel moves only what it is told to move", async () => {
    const mask = network.valueMask();
    const trainer = await loadTrainer(nodeRuntime, ppoModel(network, plain, ADAM_DEFAULTS, mask));
    const { state } = await trainer.step(initialTrainingState(weights), 1e-2, { rows: rowsOf(plain) });
    for (const [at, moves] of mask.entries()) expect(state.weights[at] !== weights[at]).toBe(moves === 1);
  });
});

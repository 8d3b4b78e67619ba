import { describe, expect, it } from "vitest";
import { emptyMatrix, matrixTensor } from "../graph/columns.ts";
import { mlpQNetwork } from "../network/q-network.ts";
import { tensor, type Tensor } from "../runtime.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { ADAM_DEFAULTS } from "../training/adam.ts";
import { initialWeights } from "../training/parameters.ts";
import { below, gaussian, randomFromSeed } from "../training/random.ts";
import { initialTrainingState, loadTrainer } from "../training/training-step.ts";
import { type DqnColumn, dqnColumns, dqnModel, qModel } from "./dqn-loss.ts";

const ROWS = 8;
const heads = [{ kind: "categorical", choices: 3 }, { kind: "gaussian" }] as const;
const random = randomFromSeed(12);
const draw = (length: number): Float32Array => Float32Array.from({ length }, () => 2 * gaussian(random));

describe.each([false, true])("dqnModel with dueling %s", (dueling) => {
  const network = mlpQNetwork({ observationSize: 3, heads, hidden: [6], bins: 4, dueling });
  const some = (): Float32Array => initialWeights(network.layout, random).map((weight) => weight + gaussian(random));
  const [weights, target] = [some(), some()];
  const choices = Array.from({ length: ROWS }, () => [below(random, 3), below(random, 4)] as const);
  const columns = {
    observation: draw(3 * ROWS),
    next_observation: draw(3 * ROWS),
    actions: Float32Array.from(
      choices.flatMap(([a, b]) => [0, 1, 2, 3, 4, 5, 6].map((at) => +(at === a || at === 3 + b))),
    ),
    reward: draw(ROWS),
    discount: Float32Array.from({ length: ROWS }, (_, at) => (at % 3 === 0 ? 0 : 0.9)),
    row_weights: Float32Array.from({ length: ROWS }, (_, at) => (at + 1) / 36),
  };
  const feedsOf = (sources: typeof columns): Record<string, Tensor> => {
    const matrix = emptyMatrix(dqnColumns(network), ROWS);
    for (const [name, source] of Object.entries(sources) as [DqnColumn, Float32Array][]) {
      const width = source.length / ROWS;
      for (const [at, value] of source.entries()) {
        matrix.data[Math.floor(at / width) * matrix.width + matrix.offsets[name] + (at % width)] = value;
      }
    }
    return { rows: matrixTensor(matrix), target_weights: tensor(target, [target.length]) };
  };

  const values = async (of: Float32Array, observed: Float32Array): Promise<number[][][]> => {
    const session = await nodeRuntime.load(qModel(network));
    const observation = tensor(observed, [ROWS, 3]);
    const { q } = await session.run({ weights: tensor(of, [of.length]), observation });
    return Array.from({ length: ROWS }, (_, row) => {
      const all = [...(q?.data.subarray(7 * row, 7 * row + 7) ?? [])];
      return [all.slice(0, 3), all.slice(3)];
    });
  };

  it.each([true, false])("dqnModel has the loss and errors that plain numbers give, double %s", async (double) => {
    const [now, online, frozen] = [
      await values(weights, columns.observation),
      await values(weights, columns.next_observation),
      await values(target, columns.next_observation),
    ];
    let loss = 0;
    const expected = choices.map((taken, row) => {
      const next = [0, 1].map((branch) => {
        const later = frozen[row]?.[branch] ?? [];
        const choosing = (double ? online[row]?.[branch] : later) ?? [];
        return later[choosing.indexOf(Math.max(...choosing))] ?? 0;
      });
      const worth = ((next[0] ?? 0) + (next[1] ?? 0)) / 2;
      const wanted = (columns.reward[row] ?? 0) + (columns.discount[row] ?? 0) * worth;
      const errors = taken.map((choice, branch) => Math.abs((now[row]?.[branch]?.[choice] ?? 0) - wanted));
      const huber = errors.map((error) => (error < 1 ? 0.5 * error ** 2 : error - 0.5));
      loss += ((row + 1) / 36) * (((huber[0] ?? 0) + (huber[1] ?? 0)) / 2);
      return ((errors[0] ?? 0) + (errors[1] ?? 0)) / 2;
    });
    const trainer = await loadTrainer(nodeRuntime, dqnModel(network, double, ADAM_DEFAULTS));
    const { report, outputs } = await trainer.step(initialTrainingState(weights), 0, feedsOf(columns));
    expect(report.loss).toBeCloseTo(loss, 4);
    for (const [row, error] of expected.entries()) expect(outputs["td_error"]?.data[row]).toBeCloseTo(error, 4);
  });

  it("dqnModel moves no weight through its own target", async () => {
    const trainer = await loadTrainer(nodeRuntime, dqnModel(network, true, ADAM_DEFAULTS));
    // The target alone is far off. Its gradient, if it had one, would go through the next observation.
    const still = feedsOf({ ...columns, observation: new Float32Array(3 * ROWS) });
    const { state } = await trainer.step(initialTrainingState(weights), 1e-2, still);
    // With no input the first layer's weights have no gradient of their own: they lie first in the flat tensor.
    expect(state.weights.subarray(0, 18)).toEqual(weights.subarray(0, 18));
    expect(state.weights).not.toEqual(weights);
  });
});

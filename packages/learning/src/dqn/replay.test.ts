import { expect, it } from "vitest";
import { mlpQNetwork } from "../network/q-network.ts";
import { emptyReplay, ENDING, lookahead, replayLength, store } from "./replay.ts";
import { replayRows } from "./replay-rows.ts";

const transition = (value: number, ending: 0 | 1 | 2 = ENDING.none) => ({
  observation: Float32Array.of(value, -value),
  nextObservation: Float32Array.of(value + 1, 0),
  choices: Float32Array.of(value % 2, 2),
  reward: value,
  ending,
});

it("store lets the oldest transition give way", () => {
  const replay = emptyReplay(3, 1, 2, 2);
  for (const value of [1, 2]) store(replay, transition(value));
  expect(replayLength(replay)).toBe(2);
  for (const value of [3, 4]) store(replay, transition(value));
  expect(replayLength(replay)).toBe(3);
  expect([...replay.rewards]).toEqual([4, 2, 3]);
  expect([...replay.observations]).toEqual([4, -4, 2, -2, 3, -3]);
});

it("replayRows lays choices out one-hot by branch and discounts nothing after a termination", () => {
  const heads = [{ kind: "categorical", choices: 2 }, { kind: "gaussian" }] as const;
  const network = mlpQNetwork({ observationSize: 2, heads, hidden: [], bins: 3 });
  const replay = emptyReplay(3, 1, 2, 2);
  store(replay, transition(1));
  store(replay, transition(2, ENDING.terminated));
  const sample = { rows: Uint32Array.of(1, 0), weights: Float32Array.of(0.5, 0.25) };
  const { data, width } = replayRows(network, replay, sample, { gamma: 0.9, steps: 1 });
  // Observation, next observation, the choice, the bin, reward, discount and weight.
  expect([...data.subarray(0, width)]).toEqual([2, -2, 3, 0, 1, 0, 0, 0, 1, 2, 0, 0.5]);
  expect([...data.subarray(width)]).toEqual([1, -1, 2, 0, 0, 1, 0, 0, 1, 1, Math.fround(0.9), 0.25]);
});

it("lookahead adds up the discounted rewards of its own environment and stops where the episode does", () => {
  const replay = emptyReplay(8, 2, 2, 2);
  // Environment 0 gives 1, 3, 5, 7 and environment 1 gives 2, 4, 6, 8; the latter is cut off at 4 and terminated at 8.
  for (const value of [1, 2, 3, 4, 5, 6, 7, 8]) {
    store(replay, transition(value, value === 4 ? ENDING.truncated : value === 8 ? ENDING.terminated : ENDING.none));
  }
  expect(lookahead(replay, 0, 3, 0.5)).toEqual({ last: 4, reward: 1 + 1.5 + 1.25, discount: 0.125 });
  expect(lookahead(replay, 1, 3, 0.5)).toEqual({ last: 3, reward: 2 + 2, discount: 0.25 });
  expect(lookahead(replay, 5, 3, 0.5)).toEqual({ last: 7, reward: 6 + 4, discount: 0 });
  expect(lookahead(replay, 6, 3, 0.5)).toEqual({ last: 6, reward: 7, discount: 0.5 });
});

it("lookahead follows round the ring's end but not into what is older", () => {
  const replay = emptyReplay(4, 2, 2, 2);
  for (const value of [1, 2, 3, 4, 5, 6]) store(replay, transition(value));
  expect(lookahead(replay, 2, 3, 0.5)).toEqual({ last: 0, reward: 3 + 2.5, discount: 0.25 });
  expect(lookahead(replay, 0, 3, 0.5)).toEqual({ last: 0, reward: 5, discount: 0.5 });
});

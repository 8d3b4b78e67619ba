import { describe, expect, it } from "vitest";
import { below, randomFromSeed, uniform, type Random } from "../../training/random.ts";
import {
  clusterSums,
  doublyRobust,
  effectiveWindows,
  ESTIMATORS,
  type EstimatorName,
  type Window,
} from "./estimators.ts";

// A walk over three states: action 1 goes up, 0 goes down, each slipping one time in five; reward is the state it leads to.
const STATES = 3;
const HORIZON = 4;
const GAMMA = 0.9;
const SLIP = 0.2;
const behaviour = (state: number) => 0.35 + 0.1 * state;
const target = (state: number) => 0.75 - 0.1 * state;

const move = (state: number, up: boolean) => Math.min(STATES - 1, Math.max(0, state + (up ? 1 : -1)));
const chances = (action: number) => (action === 1 ? 1 - SLIP : SLIP);

/** Exact Q and V of the target with `toGo` steps left, by working backwards. */
function exact(): {
  q: (toGo: number, state: number, action: number) => number;
  v: (toGo: number, state: number) => number;
} {
  const v: number[][] = [Array.from({ length: STATES }, () => 0)];
  const q: number[][][] = [[]];
  for (let toGo = 1; toGo <= HORIZON; toGo += 1) {
    const later = v[toGo - 1]!;
    const own = Array.from({ length: STATES }, (_, state) =>
      [0, 1].map((action) =>
        [true, false].reduce((sum, up) => {
          const next = move(state, up);
          return sum + (up ? chances(action) : 1 - chances(action)) * (next + GAMMA * later[next]!);
        }, 0),
      ),
    );
    q.push(own);
    v.push(own.map(([down, up], state) => target(state) * up! + (1 - target(state)) * down!));
  }
  return { q: (toGo, state, action) => q[toGo]![state]![action]!, v: (toGo, state) => v[toGo]![state]! };
}

const { q, v } = exact();
const truth = Array.from({ length: STATES }, (_, state) => v(HORIZON, state)).reduce(
  (sum, each) => sum + each / STATES,
  0,
);

type World = { readonly model: (exactly: number) => number; readonly propensity: (state: number) => number };
const RIGHT: World = { model: (exactly) => exactly, propensity: behaviour };

function logged(random: Random, count: number, { model, propensity }: World): Window[] {
  return Array.from({ length: count }, (_, at): Window => {
    let state = below(random, STATES);
    const steps = Array.from({ length: HORIZON }, (__, step) => {
      const action = uniform(random) < behaviour(state) ? 1 : 0;
      const of = (up: number) => (action === 1 ? up : 1 - up);
      const toGo = HORIZON - step;
      const seen = {
        ratio: of(target(state)) / of(propensity(state)),
        q: model(q(toGo, state, action)),
        v: model(v(toGo, state)),
      };
      state = move(state, uniform(random) < chances(action));
      return { ...seen, reward: state };
    });
    return {
      cluster: `h${at}`,
      rewards: steps.map(({ reward }) => reward),
      ratios: steps.map(({ ratio }) => ratio),
      q: steps.map((each) => each.q),
      v: steps.map((each) => each.v),
    };
  });
}

/** Mean and standard deviation of an estimate over many small logs. */
function spread(
  name: EstimatorName,
  world: World,
  logs = 400,
  windows = 40,
): { mean: number; deviation: number; error: number } {
  const random = randomFromSeed(7);
  const estimates = Array.from({ length: logs }, () => {
    return ESTIMATORS[name](logged(random, windows, world).map((window) => clusterSums([window], HORIZON, GAMMA)));
  });
  const mean = estimates.reduce((sum, each) => sum + each, 0) / logs;
  const deviation = Math.sqrt(estimates.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (logs - 1));
  return { mean, deviation, error: deviation / Math.sqrt(logs) };
}

const blind: World = { ...RIGHT, model: () => 0 };
const wrongModel: World = { ...RIGHT, model: (exactly) => 0.6 * exactly + 1 };
const wrongPropensity: World = { ...RIGHT, propensity: (state) => behaviour(state) + 0.15 };

describe("ESTIMATORS", () => {
  it.each<[EstimatorName, World]>([
    ["importance", blind],
    ["per_decision", blind],
    ["doubly_robust", blind],
    ["doubly_robust", wrongModel],
    ["doubly_robust", RIGHT],
  ])("%s is unbiased where propensities are right, whatever the model", (name, world) => {
    const { mean, error } = spread(name, world);
    expect(Math.abs(mean - truth)).toBeLessThan(3.5 * error);
  });

  it("doubly_robust is right where the model is, whatever the propensities; importance sampling is not", () => {
    const { mean, error } = spread("doubly_robust", wrongPropensity);
    expect(Math.abs(mean - truth)).toBeLessThan(3.5 * error);
    const misled = spread("per_decision", wrongPropensity);
    expect(Math.abs(misled.mean - truth)).toBeGreaterThan(10 * misled.error);
  });

  it.each<EstimatorName>(["self_normalised", "weighted_per_decision"])(
    "%s comes to the truth as the log grows",
    (name) => {
      expect(Math.abs(spread(name, blind, 20, 4_000).mean - truth)).toBeLessThan(0.05);
    },
  );

  it("vary less the more they use: whole windows, decisions, a model", () => {
    const [whole, decisions, model] = [
      spread("importance", RIGHT),
      spread("per_decision", RIGHT),
      spread("doubly_robust", RIGHT),
    ];
    expect(decisions.deviation).toBeLessThan(whole.deviation);
    expect(model.deviation).toBeLessThan(0.6 * decisions.deviation);
  });

  it("say what was logged where the target is the behaviour", () => {
    const windows = logged(randomFromSeed(1), 50, RIGHT).map((window) => ({ ...window, ratios: [1, 1, 1, 1] }));
    const sums = windows.map((window) => clusterSums([window], HORIZON, GAMMA));
    const own = ESTIMATORS.behaviour(sums);
    for (const name of ["importance", "self_normalised", "per_decision", "weighted_per_decision"] as const)
      expect(ESTIMATORS[name](sums)).toBeCloseTo(own, 9);
    expect(effectiveWindows(windows)).toBe(50);
  });

  it("end with a window that ended before its time", () => {
    const window: Window = { cluster: "h", rewards: [1, 2], ratios: [2, 0.5], q: [0, 0], v: [0, 0] };
    expect(doublyRobust(window, 1)).toBe(2 * (1 + 0.5 * 2));
    expect(ESTIMATORS.per_decision([clusterSums([window], 4, 1)])).toBe(2 + 2);
  });
});

describe("effectiveWindows", () => {
  it("counts windows that weigh nothing for nothing", () => {
    const window = (ratio: number): Window => ({ cluster: "h", rewards: [0], ratios: [ratio], q: [0], v: [0] });
    expect(effectiveWindows([window(1), window(1), window(0), window(0)])).toBe(2);
    expect(effectiveWindows([window(100), window(1e-9), window(1e-9)])).toBeCloseTo(1, 6);
    expect(effectiveWindows([])).toBe(0);
  });
});

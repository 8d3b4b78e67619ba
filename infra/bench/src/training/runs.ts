import { performance } from "node:perf_hooks";
import {
  acrobot,
  cartPole,
  type DqnSettings,
  type Environment,
  mlpNetwork,
  mlpQNetwork,
  play,
  type PpoSettings,
  trainDqn,
  trainPpo,
} from "@fleet-persona/learning";
import { ortRuntime } from "@fleet-persona/reference-personas";

/** One seed's training: the mean return of a hundred episodes played greedily afterwards, and what it took. */
export type Trained = {
  readonly seed: number;
  readonly meanReturn: number;
  readonly steps: number;
  readonly wallS: number;
  /** Processor time of the whole process: on one thread what a core of its own would take. */
  readonly cpuS: number;
};

type Task = {
  readonly name: string;
  readonly steps: number;
  readonly environment: () => Environment;
  /** Trains and returns what plays with the weights. */
  readonly train: (seed: number) => Promise<Played>;
};

type Played = Pick<Parameters<typeof play>[0], "network" | "weights">;

const EPISODES = 100;
// Episodes are played from seeds that training has not seen.
const PLAY_SEED = 1_000_000;

// After the zoo's settings for CartPole (FACTS). Scaled rewards keep the value's error from drowning the policy in the
// shared trunk, and so halve the passes that are needed; a longer horizon than the zoo's notices a slow drift.
const CARTPOLE_PPO: Partial<PpoSettings> = {
  environments: 8,
  stepsPerIteration: 32,
  batchSize: 256,
  epochs: 10,
  learningRate: 1.5e-3,
  clipRange: 0.2,
  gamma: 0.99,
  lambda: 0.9,
  scaleRewards: true,
};

// Eight steps ahead reach a balanced pole's worth many times sooner than one; a target that follows faster than every
// 400 minibatches lets some seeds' values run away.
const CARTPOLE_DQN: Partial<DqnSettings> = {
  environments: 8,
  replaySize: 100_000,
  stepsPerIteration: 32,
  updates: 6,
  batchSize: 128,
  learningRate: 1e-3,
  lookahead: 8,
  targetEvery: 400,
};

const ACROBOT_PPO: Partial<PpoSettings> = {
  environments: 16,
  stepsPerIteration: 64,
  batchSize: 256,
  epochs: 6,
  learningRate: 1e-3,
  gamma: 0.99,
  lambda: 0.94,
  scaleRewards: true,
};

export const cartPolePpo = ppoTask("CartPole PPO", 100_000, cartPole, CARTPOLE_PPO);
export const acrobotPpo = ppoTask("Acrobot PPO", 200_000, acrobot, ACROBOT_PPO);

export const cartPoleDqn: Task = {
  name: "CartPole DQN",
  steps: 200_000,
  environment: cartPole,
  train: async (seed) => {
    const { observationSize, heads } = cartPole();
    const network = mlpQNetwork({ observationSize, heads, hidden: [64, 64] });
    const request = { environment: () => cartPole(), network, steps: 200_000, seed, runtime: ortRuntime };
    return { network, weights: (await trainDqn({ ...request, settings: CARTPOLE_DQN })).weights };
  },
};

/** Trains with every seed, one after another, plays greedily, and says on standard error how each did. */
export async function trainSeeds(
  { name, steps, environment, train }: Task,
  seeds: readonly number[],
): Promise<Trained[]> {
  const done: Trained[] = [];
  for (const seed of seeds) {
    const wall = performance.now();
    const cpu = process.cpuUsage();
    const played = await train(seed);
    const { user, system } = process.cpuUsage(cpu);
    const wallS = (performance.now() - wall) / 1e3;
    const request = {
      environment: () => environment(),
      episodes: EPISODES,
      seed: seed + PLAY_SEED,
      runtime: ortRuntime,
    };
    const episodes = await play({ ...request, ...played });
    const meanReturn = episodes.reduce((sum, episode) => sum + episode.return, 0) / EPISODES;
    done.push({ seed, meanReturn, steps, wallS, cpuS: (user + system) / 1e6 });
    process.stderr.write(`${name}, seed ${seed}: ${meanReturn.toFixed(1)} after ${wallS.toFixed(1)} s\n`);
  }
  return done;
}

function ppoTask(name: string, steps: number, environment: () => Environment, settings: Partial<PpoSettings>): Task {
  return {
    name,
    steps,
    environment,
    train: async (seed) => {
      const { observationSize, heads } = environment();
      const network = mlpNetwork({ observationSize, heads, hidden: [64, 64], sharedTrunk: true });
      const request = { environment: () => environment(), network, settings, steps, seed, runtime: ortRuntime };
      return { network, weights: (await trainPpo(request)).weights };
    },
  };
}

import type { Chance } from "./data-kind.ts";
import type { Frames, Host } from "./host-trials.ts";

/** Frames that know nothing of each other, 20 with a deviation of 5. */
export const independent = ({ normal }: Chance): Host => ({ frames: () => 20 + 5 * normal() });

/** A host's own level (deviation `between`) with noise that remembers `memory` of itself from frame to frame. */
export function remembering(memory: number, between: number): (chance: Chance) => Host {
  return ({ normal }) => {
    const level = 20 + between * normal();
    return { frames: remember(memory, normal, (noise) => level + 2 * noise) };
  };
}

function remember(memory: number, normal: () => number, speak: (noise: number) => number): Frames {
  const fresh = Math.sqrt(1 - memory * memory);
  let noise = normal();
  return () => {
    noise = memory * noise + fresh * normal();
    return speak(noise);
  };
}

/** Pareto with the tail of request sizes (1.5): a mean, but no variance. */
export const pareto = ({ uniform }: Chance): Host => ({ frames: () => (1 - uniform()) ** (-1 / 1.5) });

/** Hosts whose levels are lognormal, a few many times the rest. */
export function skewedHosts(deviation: number): (chance: Chance) => Host {
  return ({ normal }) => {
    const level = Math.exp(deviation * normal());
    return { frames: () => level * Math.exp(0.5 * normal()) };
  };
}

/** Work over requests, where busy hosts have a hundred times the requests of idle ones. */
export const ratioOfSums = ({ normal }: Chance): Host => {
  const busy = Math.exp(normal());
  const cost = Math.max(0.1, 1 + 0.2 * normal());
  let requests = busy;
  return {
    frames: () => {
      requests = busy * Math.exp(0.3 * normal());
      return requests * cost * Math.exp(0.3 * normal());
    },
    weight: () => requests,
  };
};

/** Breaches: one frame in fifty begins one, and it lasts ten frames. */
export const bursts = ({ uniform }: Chance): Host => {
  let left = uniform() < 1 / 6 ? Math.ceil(10 * uniform()) : 0;
  return {
    frames: () => {
      if (left === 0 && uniform() < 0.02) left = 10;
      left = Math.max(0, left - 1);
      return left > 0 ? 1 : 0;
    },
  };
};

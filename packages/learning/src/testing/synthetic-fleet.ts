import type { Attribute, InputSignal } from "@fleet-persona/persona";
import { distributionOf, type Demonstration } from "../cloning/dataset.ts";
import { gaussian, randomFromSeed, uniform } from "../training/random.ts";

const everyAttribute = { scope: "fleet", cost: "hot", weight: 1 } as const;

/** One attribute of each kind. */
export const attributes: readonly Attribute[] = [
  {
    ...everyAttribute,
    name: "cpu_allocation",
    kind: "continuous",
    min: 0.1,
    max: 0.3,
    unit: "cores",
    scale: "linear",
    default: 0.2,
    safe: 0.2,
  },
  {
    ...everyAttribute,
    name: "caching_strategy",
    kind: "categorical",
    choices: ["off", "short", "long"],
    ordered: true,
    default: "short",
    safe: "short",
  },
  { ...everyAttribute, name: "compression", kind: "boolean", default: false, safe: false },
];

/** A fleet whose teacher looks at the load alone: enough to see whether cloning learns at all. */
export function recording(episodes: number, seconds: number, seed: number): Demonstration[] {
  const random = randomFromSeed(seed);
  return Array.from({ length: episodes }).flatMap((_, episode) => {
    const surgeAt = seconds * (0.2 + 0.6 * uniform(random));
    return Array.from({ length: seconds }, (__, t): Demonstration => {
      const surge = t > surgeAt && t < surgeAt + seconds / 5;
      const load = (surge ? 300 : 130) + 15 * gaussian(random);
      return {
        episode,
        t,
        signals: {
          request_rate: load,
          latency_p95: uniform(random) < 0.1 ? null : 20 + load / 3 + 5 * gaussian(random),
        },
        config: { cpu_allocation: 0.1 + 0.2 * uniform(random), caching_strategy: "short", compression: false },
        expert: {
          cpu_allocation: surge ? 0.28 : 0.14,
          caching_strategy: surge ? "long" : "short",
          compression: load > 220,
        },
        value: surge ? -1 : 0,
      };
    });
  });
}

export function inputsOf(rows: readonly Demonstration[]): InputSignal[] {
  return ["request_rate", "latency_p95"].map((name) => ({
    name,
    family: "performance",
    unit: "1",
    window_s: 1,
    staleness_s: 5,
    required: name === "request_rate",
    distribution: distributionOf(rows, name),
  }));
}

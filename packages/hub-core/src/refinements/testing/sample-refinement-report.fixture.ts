import type { RefinementReport } from "../refinement-report.ts";

const flat = { value: 0, low: 0, high: 0 };
const support = { windows: 40, hosts: 2, effective: 31, clipped: 0 };

/** A small report that the schema takes. */
export function sampleRefinementReport(parent: RefinementReport["parent"]): RefinementReport {
  const estimate = { kind: "estimate", estimators: { behaviour: flat, doubly_robust: flat }, support } as const;
  return {
    schema: "fleet-persona-refinement/1",
    parent,
    dataset: { everyMs: 30_000, reward: { breach: 1, cost: 0.6 } },
    evaluation: {
      parent: { ...estimate, value: flat, gain: flat, chance: 0.5 },
      candidate: {
        ...estimate,
        value: { value: -0.3, low: -0.4, high: -0.2 },
        gain: { value: 0.05, low: 0.01, high: 0.09 },
        chance: 0.98,
      },
    },
    change: {
      divergence: 0.08,
      attributes: [{ name: "cpu_allocation", differs: 0.4, from: 0.5, to: 0.55 }],
      settings: [],
    },
    training: { algorithm: "behaviour-regularised PPO", epochs: 12, curve: [{ epoch: 1, loss: 0.4 }] },
    seconds: 12,
  };
}

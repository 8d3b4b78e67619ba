/** Rises with every change of what the gate does or decides by; a report of older rules is run again. */
export const GATE_RULES_VERSION = 2;

/** Every threshold of the gate. A breach second is one that misses the fleet's objective (p95 150 ms, 1 % errors). */
export const GATE_RULES = {
  /** Scenario runs in all (policies × seeds × scenarios) unless the caller asks for other ones. */
  runs: 256,
  /** Length of a scenario, and the time at its start that does not count, s. */
  seconds: 190,
  warmupS: 20,
  /** The Persona watches so long before it acts, s: on a host it comes in shadow first, and its guards know what was before it. */
  shadowS: 10,

  /** Better by so little that nobody would notice: breach seconds of a run, and share of cost. */
  breachSlackS: 2,
  costSlack: 0.1,
  /** Worse in breach seconds by this factor (and by the slack) is a loss that somebody should look at. */
  breachLoss: 1.25,
  /** Dearer by this share without fewer breach seconds as well. */
  costLoss: 0.25,
  /** Breach seconds twice those of the reactive rule, and so many more of a run, at no less cost: no trade-off, just harm. */
  harmFactor: 2,
  harmS: 10,
  /** Share of a run by which it is in breach longer than both baselines: whatever it saves, nobody wants that. */
  ruinShare: 0.2,
  /** The same without guards: they are all that stands between it and the fleet. */
  rawRuinShare: 0.2,

  /** Share of its decisions in which a guard held it back, all scenarios together. */
  guardShare: 0.25,
  /** Share of decisions that the fallback made where nothing was wrong with the signals. */
  fallbackShare: 0.2,
  /** Share of an ordinary day in which a trigger overrides the policy. */
  triggerShare: 0.5,

  /** Latency of one inference, µs: what an agent can live with at one decision a second, and what it gives up on. */
  slowUs: 10_000,
  unusableUs: 100_000,

  /** Largest difference between the same row alone and in a batch, and for a value that is masked; on the unit interval. */
  rowTolerance: 1e-3,
  /** A change of an input by a hundredth of its range should not move a recommendation further than this share of its range. */
  jump: 0.3,
  /** Share of such changes that do. */
  jumpShare: 0.02,
  /** Back and forth of a value by one trigger in a minute. */
  flapsPerMinute: 6,
} as const;

/** Seeds for each scenario, so that all runs together are at least `runs`. */
export function seedsPerScenario(runs: number, scenarios: number, policies: number): number {
  return Math.max(1, Math.ceil(runs / (scenarios * policies)));
}

/** Parameters of the reactive rule; the defaults are those of the Kubernetes horizontal autoscaler where it has one. */
export type ReactiveSettings = {
  /** Share of the allocated CPU the rule aims for, 0..1. */
  readonly targetUtilisation: number;
  /** 95th percentile of latency the rule defends, ms. */
  readonly latencySloMs: number;
  /** Ratios within 1 ± tolerance change nothing. */
  readonly tolerance: number;
  readonly syncIntervalMs: number;
  /** Capacity shrinks only to the highest recommendation of this window. */
  readonly scaleDownWindowMs: number;
  /** Most capacity may be multiplied by in one sync. */
  readonly maxGrowthFactor: number;
  /** A reading older than this is no reading. */
  readonly stalenessMs: number;
};

export const defaultReactiveSettings: ReactiveSettings = {
  targetUtilisation: 0.6,
  latencySloMs: 150,
  tolerance: 0.1,
  syncIntervalMs: 15_000,
  scaleDownWindowMs: 300_000,
  maxGrowthFactor: 2,
  stalenessMs: 15_000,
};

/**
 * What the frames of one unit add up to for one metric. Totals of stretches can be added. The unit's figure is
 * sum / weight (mean: sum of values / frames; share: frames in which it held / frames; ratio: numerators / denominators), or a quantile of the histogram.
 */
export type MetricTotals = {
  /** Frames that counted. */
  readonly frames: number;
  readonly sum: number;
  readonly weight: number;
  /** Of a `quantile`: frames by key of a logarithmic bucket (see `bucketOf`); absent otherwise. */
  readonly histogram?: Readonly<Record<string, number>>;
};

/** One unit of an experiment as it was exposed: a host, or a block of time without its wash-out. */
export type UnitObservation = {
  readonly unit: string;
  readonly arm: string;
  /** Units that move together (hosts of a rack, blocks of a day); null: the unit stands for itself. */
  readonly cluster: string | null;
  /** By metric; a metric that was never seen is absent. */
  readonly totals: Readonly<Record<string, MetricTotals>>;
  /** The same of the unit's own pre-period; absent where there was none. */
  readonly before?: Readonly<Record<string, MetricTotals>>;
};

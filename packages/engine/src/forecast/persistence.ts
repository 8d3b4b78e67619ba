import type { Forecaster } from "./forecaster.ts";

/** The last value; null before the first bucket. */
export type Persistence = number | null;

/** What is, stays: the forecast that the others have to beat. */
export const persistence: Forecaster<Persistence> = {
  name: "persistence",
  start: null,
  observe: (_, bucket) => bucket.value,
  forecast: (state) => (state === null ? null : [state]),
  learn: (state) => state,
  restart: (state) => state,
};

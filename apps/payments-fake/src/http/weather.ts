/** How badly the API behaves: each request meets it by chance, and the same seed gives the same chances. */
export type ApiWeather = {
  readonly seed: number;
  /** Every answer waits this long. */
  readonly latencyMs: number;
  /** Refused with a 500 before anything was done. */
  readonly refuse: number;
  /** Done, and then the connection breaks: the caller does not learn of it. */
  readonly loseAnswer: number;
  /** 429. */
  readonly limit: number;
};

export const FAIR_WEATHER: ApiWeather = { seed: 1, latencyMs: 0, refuse: 0, loseAnswer: 0, limit: 0 };

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

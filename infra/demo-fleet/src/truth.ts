import { CACHE_TTL_S, CATALOGUE, CLASSES, type CacheStrategy } from "./sizing.ts";
import { rateAt, type Trace } from "./trace/trace.ts";
import { zipfProbabilities } from "./zipf.ts";

/** What nobody but the fleet's maker can know: for a teacher that shows a policy what would have been right. */
export type Truth = {
  /** Arrivals a second at `t + ahead` seconds. */
  arrivalRate(t: number, ahead?: number): number;
  /** The highest arrival rate within [t, t + ahead]. */
  highestRate(t: number, ahead: number): number;
  /** Mean CPU an origin spends on one arriving request, after what the cache answers, in core-seconds. */
  coreSecondsPerRequest(strategy: CacheStrategy, rate: number): number;
  /** Cores that are busy at this rate. */
  coresNeeded(strategy: CacheStrategy, rate: number): number;
};

export function truthOf(trace: Trace): Truth {
  const coreSecondsPerRequest = (strategy: CacheStrategy, rate: number) => {
    const { catalogue, search, checkout } = CLASSES;
    const missed = catalogue.share * (1 - expectedHitRatio(strategy, rate));
    return (missed * catalogue.cpuMs + search.share * search.cpuMs + checkout.share * checkout.cpuMs) / 1000;
  };
  return {
    arrivalRate: (t, ahead = 0) => rateAt(trace, t + ahead),
    highestRate(t, ahead) {
      let highest = 0;
      for (let step = 0; step <= ahead; step += 0.5) highest = Math.max(highest, rateAt(trace, t + step));
      return highest;
    },
    coreSecondsPerRequest,
    coresNeeded: (strategy, rate) => rate * coreSecondsPerRequest(strategy, rate),
  };
}

const popularity = zipfProbabilities(CATALOGUE.items, CATALOGUE.exponent);

/**
 * Share of catalogue lookups that the cache answers in the long run, at `rate` requests a second of all classes: an item asked
 * λ times a second and kept T seconds misses once in 1 + λT (renewal argument: Jung, Berger, Balakrishnan 2003).
 */
export function expectedHitRatio(strategy: CacheStrategy, rate: number): number {
  const kept = CACHE_TTL_S[strategy] * rate * CLASSES.catalogue.share;
  return popularity.reduce(
    (sum, probability) => sum + (probability * probability * kept) / (1 + probability * kept),
    0,
  );
}

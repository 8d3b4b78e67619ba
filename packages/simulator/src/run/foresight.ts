import { highestRate, rateAt, spanAt } from "../arrivals/rate.ts";
import type { Foresight } from "../simulation.ts";
import type { Plan } from "./plan.ts";

/** What only the maker of the traffic knows, for teachers and oracles. */
export function foresightOf(plan: Plan): Foresight {
  const { traffic, fleet } = plan.scenario;
  return {
    rateAt: (t) => rateAt(traffic.points, t),
    highestRate: (from, to) => highestRate(traffic.points, from, to),
    coresNeeded(rate, strategy) {
      const missed = 1 - expectedHitRatio(plan, rate, strategy);
      const msPerRequest = fleet.classes.reduce(
        (sum, { share, service, cacheable }) => sum + share * service.mean * (cacheable ? missed : 1),
        0,
      );
      return (rate * msPerRequest * spanAt(traffic.heaviness, 0, 1)) / 1000;
    },
  };
}

/**
 * Share of look-ups that the cache answers in the long run: an item asked λ times a second and kept T seconds from when it was
 * stored misses once in 1 + λT (renewal argument: Jung, Berger, Balakrishnan 2003).
 */
function expectedHitRatio({ fleet, popularity }: Plan, rate: number, strategy: string): number {
  const ttl = fleet.cacheTtlS[strategy] ?? 0;
  // Whole seconds cut half a second off an entry's life on average.
  const kept = ttl === 0 ? 0 : ttl - (fleet.cache?.wholeSeconds === true ? 0.5 : 0);
  const share = fleet.classes.reduce((sum, own) => sum + (own.cacheable ? own.share : 0), 0);
  const lambda = kept * rate * share;
  return popularity.reduce((sum, probability) => sum + (probability ** 2 * lambda) / (1 + probability * lambda), 0);
}

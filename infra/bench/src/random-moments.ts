import { setTimeout as sleep } from "node:timers/promises";
import { randomFromSeed, uniform } from "@fleet-persona/learning";

type Moments = { readonly count: number; readonly perSecond: number; readonly seed: number };

/**
 * An open loop: begins something at random moments (Poisson, seeded) whether or not what began earlier has ended, and waits for all of it.
 * `act` is told which one it is and when it should have begun, in ms of `performance.now()`.
 */
export async function atRandomMoments<Result>(
  { count, perSecond, seed }: Moments,
  act: (place: number, intended: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const random = randomFromSeed(seed);
  let intended = performance.now() + 200;
  const all: Promise<Result>[] = [];
  for (let place = 0; place < count; place += 1) {
    intended += (-Math.log(1 - uniform(random)) / perSecond) * 1_000;
    const early = intended - performance.now();
    if (early > 1) await sleep(early);
    all.push(act(place, intended));
  }
  return Promise.all(all);
}

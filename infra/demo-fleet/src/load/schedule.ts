import { seededRandom } from "../seeded-random.ts";
import { CATALOGUE, CLASSES, type RequestClass } from "../sizing.ts";
import { peakRate, rateAt, type Trace } from "../trace/trace.ts";
import { zipfSampler } from "../zipf.ts";

/** One request to send: `at` in ms after the start, whatever became of the ones before. */
export type Arrival = { readonly at: number; readonly kind: RequestClass; readonly path: string };

/** Arrivals of an inhomogeneous Poisson process over the trace, by thinning; the same seed gives the same requests at the same times. */
export function* arrivals(trace: Trace, seed: number, seconds: number): Generator<Arrival> {
  const random = seededRandom(seed ^ 0x5bd1e995);
  const item = zipfSampler(CATALOGUE.items, CATALOGUE.exponent);
  const highest = peakRate(trace);
  if (highest <= 0) return;
  for (let t = 0; ;) {
    t -= Math.log(1 - random()) / highest;
    if (t >= seconds) return;
    // Every candidate draws the same numbers, so that a change of the trace moves as little as it can.
    const [keep, choice, which] = [random(), random(), random()];
    if (keep * highest > rateAt(trace, t)) continue;
    const kind = classAt(choice);
    yield { at: t * 1000, kind, path: pathOf(kind, item(which), which) };
  }
}

function classAt(choice: number): RequestClass {
  if (choice < CLASSES.catalogue.share) return "catalogue";
  return choice < CLASSES.catalogue.share + CLASSES.search.share ? "search" : "checkout";
}

function pathOf(kind: RequestClass, item: number, which: number): string {
  if (kind === "catalogue") return `/catalogue/${item}`;
  return kind === "search" ? `/search?q=${Math.floor(which * 1e6)}` : `/checkout/${Math.floor(which * 1e6)}`;
}

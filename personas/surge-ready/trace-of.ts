import { generateTrace, TRAFFIC, type Trace } from "@fleet-persona/demo-fleet";
import { randomFromSeed, uniform } from "@fleet-persona/learning";

const WARMUP_S = 5;

/** The traffic of an episode. More kinds of day than the demo shows: a Persona is for a kind of fleet, not for one trace. */
export function traceOf(episode: number, seconds: number): Trace {
  const random = randomFromSeed(7919 + episode);
  const calm = TRAFFIC.calm * (0.7 + 0.4 * uniform(random));
  const campaign = calm * (1.1 + 0.3 * uniform(random));
  // One day in six nobody storms the shop: a surge must be seen, not expected.
  const flash = episode % 6 === 5 ? campaign : TRAFFIC.flash * (0.8 + 0.3 * uniform(random));
  return generateTrace({ seed: 1000 + episode, seconds, warmupSeconds: WARMUP_S, calm, campaign, flash });
}

import { normal, seededRandom } from "../seeded-random.ts";
import { TRAFFIC, WARMUP_S } from "../sizing.ts";
import type { Trace } from "./trace.ts";

export type TraceOptions = {
  readonly seed: number;
  /** Whole length with the warm-up, in which nothing but ordinary traffic happens. */
  readonly seconds: number;
  readonly warmupSeconds?: number;
  /** Requests a second: ordinary mean, top of the campaign, top of the flash crowd. */
  readonly calm?: number;
  readonly campaign?: number;
  readonly flash?: number;
};

const STEP_S = 0.5;
const FLASH_SHARE = 0.2; // of the measured time, onset and fall included

/**
 * A day in small: a diurnal swing, slowly wandering noise, a campaign that ramps up, holds and fades, and one flash crowd whose
 * onset is steep but takes seconds. Seeded: which of the two comes first, when, and how high differ from seed to seed.
 */
export function generateTrace(options: TraceOptions): Trace {
  const { seed, seconds, warmupSeconds = WARMUP_S, calm = TRAFFIC.calm } = options;
  const { campaign = TRAFFIC.campaign, flash = TRAFFIC.flash } = options;
  const random = seededRandom(seed);
  const measured = Math.max(1, seconds - warmupSeconds);
  const flashFirst = random() < 0.5;
  const flashStart = warmupSeconds + measured * (flashFirst ? 0.18 + 0.14 * random() : 0.56 + 0.14 * random());
  const campaignStart = warmupSeconds + measured * (flashFirst ? 0.62 + 0.06 * random() : 0.08 + 0.08 * random());
  const flashPeak = flash * (0.97 + 0.06 * random()) - calm;
  const campaignPeak = campaign * (0.97 + 0.06 * random()) - calm;
  const phase = 2 * Math.PI * random();
  const points: { t: number; rate: number }[] = [];
  let wander = 0;
  for (let t = 0; t <= seconds + STEP_S / 2; t += STEP_S) {
    wander = 0.92 * wander + 0.012 * normal(random);
    const ordinary = calm * (1 + 0.07 * Math.sin(phase + (2 * Math.PI * (t - warmupSeconds)) / measured) + wander);
    const rate =
      ordinary +
      flashPeak * flashShape((t - flashStart) / (measured * FLASH_SHARE), measured) +
      campaignPeak * campaignShape((t - campaignStart) / (measured * 0.28));
    points.push({ t, rate: Math.max(1, rate) });
  }
  return { points };
}

/** 0..1 over the flash's own time x in [0, 1]: up within about 3 s of a minute, a slightly falling plateau, down faster than a campaign. */
function flashShape(x: number, measured: number): number {
  if (x <= 0 || x >= 1) return 0;
  const onset = Math.min(0.3, Math.max(0.2, 3 / (measured * FLASH_SHARE)));
  if (x < onset) return smooth(x / onset);
  const plateau = 1 - (0.08 * (x - onset)) / (1 - onset);
  return x < 0.88 ? plateau : plateau * smooth((1 - x) / 0.12);
}

function campaignShape(x: number): number {
  if (x <= 0 || x >= 1) return 0;
  return Math.min(1, x / 0.4, (1 - x) / 0.3);
}

const smooth = (x: number) => x * x * (3 - 2 * x);

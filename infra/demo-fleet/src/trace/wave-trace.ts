import { TRAFFIC } from "../sizing.ts";
import type { Trace } from "./trace.ts";

const STEP_S = 0.5;

/**
 * Load that rises and falls evenly, from ordinary traffic to the top of a campaign and back every `everyS` seconds. Stretches of that
 * length all live through the same.
 */
export function waveTrace({ seconds, everyS }: { readonly seconds: number; readonly everyS: number }): Trace {
  const { calm, campaign } = TRAFFIC;
  const points = Array.from({ length: Math.ceil(seconds / STEP_S) + 1 }, (_, index) => {
    const t = index * STEP_S;
    return { t, rate: calm + ((campaign - calm) * (1 - Math.cos((2 * Math.PI * t) / everyS))) / 2 };
  });
  return { points };
}

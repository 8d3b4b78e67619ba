import type { Sample, Trace } from "./trace.ts";

const COUNT = 12;
const DAY_S = 86_400;

/** Twelve seeded stand-ins for recorded traffic: days that swing, wander and are noisy, deploys and flash crowds. */
export function generateTraces(): readonly Trace[] {
  return Array.from({ length: COUNT }, (_, index) => generateTrace(index + 1));
}

function generateTrace(seed: number): Trace {
  const uniform = chance(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  // Odd seeds are two weeks at five minutes, even ones eight hours or more at one.
  const seconds = seed % 2 === 1 ? 300 : 60;
  const length = seed % 2 === 1 ? 4032 : 480 * ((seed % 3) + 1);
  const rate = 20 * 100 ** uniform();
  const swing = seed % 4 === 0 ? 0 : 0.2 + 0.6 * uniform();
  const noise = 0.03 + 0.5 * uniform() ** 2;
  const phase = 2 * Math.PI * uniform();
  let wander = 0;
  let level = 0;
  let flash = 0;
  const samples = Array.from({ length }, (_, index): Sample => {
    const second = index * seconds;
    wander = wander * Math.exp(-seconds / 1800) + 0.1 * normal() * Math.sqrt(1 - Math.exp(-seconds / 900));
    if (uniform() < seconds / DAY_S / 1.5) level = 0.15 * normal();
    if (uniform() < (1.5 * seconds) / DAY_S) flash = 1 + 2 * uniform();
    flash *= Math.exp(-seconds / 1200);
    const mean =
      rate * Math.exp(swing * Math.sin((2 * Math.PI * second) / DAY_S + phase) + wander + level) * (1 + flash);
    return [second * 1000, Math.max(0, mean * (1 + noise * normal()) + Math.sqrt(mean) * normal())];
  });
  return { name: `generated ${seed}`, samples };
}

// Mulberry32: small, seeded, and even enough for traffic.
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

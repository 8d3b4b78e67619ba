import * as fc from "fast-check";
import type { EngineMemory } from "../memory.ts";
import type { Situation } from "../situation.ts";
import { memories, policyDecides, situations } from "./arbitrary-situation.ts";

/** Draws memories and situations by the million: parts that fast-check made, put together anew each time. */
export type SituationPool = { draw(): { memory: EngineMemory; situation: Situation } };

/** `size` parts of each kind from `seed`; the same seed draws the same sequence. The parts are frozen: nothing may write to them. */
export function situationPool(seed: number, size = 1500): SituationPool {
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>): Value[] =>
    fc.sample(arbitrary, { seed, numRuns: size }).map(deepFreeze);
  const parts = [...sample(situations), ...sample(policyDecides)];
  const remembered = sample(memories);
  const next = randomFrom(seed);
  const pick = <Value>(from: readonly Value[]): Value => from[Math.floor(next() * from.length)] as Value;
  return {
    draw: () => {
      const base = pick(parts);
      const settings = next() < 0.5 ? base.settings : { ...pick(parts).settings };
      return {
        memory: pick(remembered),
        situation: {
          ...base,
          settings,
          proposal: next() < 0.5 ? base.proposal : pick(parts).proposal,
          signals: next() < 0.8 ? base.signals : pick(parts).signals,
          config: pick(parts).config,
          bounds: next() < 0.5 ? base.bounds : pick(parts).bounds,
          triggers: next() < 0.8 ? base.triggers : pick(parts).triggers,
          controls: next() < 0.7 ? base.controls : pick(parts).controls,
        },
      };
    },
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

// mulberry32: small, fast, and good enough to choose parts with.
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

import type { FitError } from "@fleet-persona/hub-core";
import type { Manifest } from "@fleet-persona/persona";
import type { FleetModel } from "@fleet-persona/simulator";
import { modelOf, shapes, startingAt, type FittedLoad, type Shape } from "./fit-model.ts";
import type { RecordedLoad } from "./recorded-load.ts";
import type { Settable } from "./settable.ts";
import { asItWas, binsOf, simulateWindow, type Bins, type Window } from "./simulate-window.ts";
import { median } from "./statistics.ts";

/** What every simulation of one trial shares. */
export type Ground = {
  readonly load: RecordedLoad;
  readonly settable: Settable;
  readonly manifest: Manifest;
  readonly fit: FittedLoad;
  readonly objective: FleetModel["objective"];
};

/** A shape, and what proxy and network add to an answer, ms. */
export type Fit = { readonly shape: Shape; readonly overheadMs: number };

const SEED = 1;

/** The shape that comes nearest to the training stretches, as they were steered; null where none can be simulated. */
export async function chooseShape(ground: Ground, stretches: readonly Window[]): Promise<Fit | null> {
  let best: { fit: Fit; error: number } | null = null;
  for (const shape of shapes) {
    const bins = await binsOver(ground, { shape, overheadMs: 0 }, stretches);
    // What is added to every answer moves the whole distribution: it follows from the quieter half of what is left over.
    const left = bins.recorded.map((recorded, index) => recorded - (bins.simulated[index] ?? Number.NaN));
    const overheadMs = Math.max(0, median(left.toSorted((a, b) => a - b).slice(0, Math.ceil(left.length / 2))) || 0);
    const error = median(relative(bins, overheadMs));
    if (Number.isFinite(error) && (best === null || error < best.error)) best = { fit: { shape, overheadMs }, error };
  }
  return best?.fit ?? null;
}

/** How far a fit is from stretches it was not made from. */
export async function errorOn(ground: Ground, fit: Fit, stretches: readonly Window[]): Promise<FitError> {
  const bins = await binsOver(ground, fit, stretches);
  const p95 = relative(bins, 0);
  // What could not be held against anything counts as missed altogether.
  return { p95: orMissed(median(p95)), cpu: orMissed(median(bins.cpu)), bins: Math.max(1, p95.length) };
}

/** The model at the beginning of a stretch. */
export function modelAt({ settable, fit, objective }: Ground, { shape, overheadMs }: Fit, from: number): FleetModel {
  const start = settable.configAt(from);
  const attributes = [...settable.steered, ...settable.others].map((attribute) => {
    const value = start[attribute.name];
    return value === undefined ? attribute : startingAt(attribute, value, settable.seen(attribute.name));
  });
  return modelOf(fit, shape, { attributes, overheadMs, objective });
}

async function binsOver(ground: Ground, fit: Fit, stretches: readonly Window[]): Promise<Bins> {
  const { load, settable, manifest } = ground;
  const all: Bins[] = [];
  for (const window of stretches) {
    const model = modelAt(ground, fit, window.from);
    const policy = asItWas(load, window, settable.configAt);
    const { seconds } = await simulateWindow({ manifest, model, load, window, policy, seed: SEED });
    all.push(binsOf(seconds, load, window, ground.fit));
  }
  return {
    simulated: all.flatMap(({ simulated }) => simulated),
    recorded: all.flatMap(({ recorded }) => recorded),
    cpu: all.flatMap(({ cpu }) => cpu),
  };
}

function relative({ simulated, recorded }: Bins, shift: number): number[] {
  return recorded.map((value, index) => Math.abs((simulated[index] ?? Number.NaN) + shift - value) / value);
}

function orMissed(error: number): number {
  return Number.isFinite(error) ? error : 1;
}

import { LearningError } from "../../errors.ts";
import { tournament } from "../../evolution/breeding.ts";
import { below, gaussian, type Random, randomFromSeed, shuffled, uniform } from "../../training/random.ts";
import { type Belief, believes, expectedImprovement, type Observed } from "./gaussian-process.ts";
import { type Adaptation, settingsAt, unitsOf, variationGenes, type VariationBounds } from "./variation-genes.ts";

/** What a campaign is about: the settings in charge, how far a tenant lets them vary, and what is worth finding. */
export type VariationRequest = {
  readonly control: Adaptation;
  readonly bounds: VariationBounds;
  /** As a share of the control's value. */
  readonly minimumEffect: number;
  readonly seed: number;
};

/** Settings to be tried. The same id again: to be measured once more. */
export type Variation = { readonly id: string; readonly generation: number; readonly settings: Adaptation };

/** What an experiment found of one: how much better than the control, as a share (above 0 is better), and its standard error. */
export type MeasuredVariation = { readonly id: string; readonly effect: number; readonly standardError: number };

/** Everything a search is between two calls; plain JSON. */
export type VariationState = VariationRequest & {
  readonly kind: "fleet-persona/variation-1";
  readonly generation: number;
  /** The random generator's. */
  readonly words: readonly number[];
  readonly tried: readonly Tried[];
  /** Ids that were proposed and not told of yet. */
  readonly pending: readonly string[];
};

type Tried = {
  readonly id: string;
  readonly generation: number;
  readonly units: readonly number[];
  readonly measurements: readonly { readonly effect: number; readonly standardError: number }[];
};

const KIND = "fleet-persona/variation-1";
const CHILDREN = 48;
const STRENGTH = 0.18;
const CROSSOVER = 0.4;
/** Before this many generations were told of, a search has not looked around. */
const LEAST_GENERATIONS = 2;
const MOST_MEASUREMENTS = 4;
// Before anything is known, effects of a few times what is worth finding are thought possible.
const PRIOR = 3;

/** A search at its beginning. Throws `variation-invalid`. */
export function variationSearch(request: VariationRequest): VariationState {
  const { control, bounds, minimumEffect, seed } = request;
  variationGenes(control, bounds);
  if (!(minimumEffect > 0)) throw new LearningError("variation-invalid", "the minimum effect must be above 0");
  const words = [...randomFromSeed(seed).words];
  return { kind: KIND, control, bounds, minimumEffect, seed, generation: 0, words, tried: [], pending: [] };
}

/**
 * The next generation, `count` of them. What was proposed and not told of is proposed again, so a worker may die at any moment. The best
 * so far is measured again while it is uncertain; the others are children of tournament winners that the model expects most of.
 */
export function propose(
  state: VariationState,
  count: number,
): { readonly state: VariationState; readonly variations: readonly Variation[] } {
  if (state.pending.length > 0) return { state, variations: state.pending.map((id) => variationOf(state, id)) };
  const random: Random = { words: Uint32Array.from(state.words) };
  const generation = state.generation + 1;
  const again = uncertainBest(state);
  const fresh = Math.max(0, count - (again === null ? 0 : 1));
  const points = state.generation === 0 ? scattered(state, fresh, random) : bred(state, fresh, random);
  const made = points.map((units, at): Tried => ({
    id: `g${generation}-${at + 1}`,
    generation,
    units,
    measurements: [],
  }));
  const next: VariationState = {
    ...state,
    generation,
    words: [...random.words],
    tried: [...state.tried, ...made],
    pending: [...(again === null ? [] : [again.id]), ...made.map(({ id }) => id)],
  };
  return { state: next, variations: next.pending.map((id) => variationOf(next, id)) };
}

/** Takes in what was measured of some of the pending ones, in any order. Throws `variation-invalid` for what was never proposed. */
export function tell(state: VariationState, results: readonly MeasuredVariation[]): VariationState {
  const told = new Map(results.map((each) => [each.id, each]));
  for (const { id, effect, standardError } of results) {
    if (!state.pending.includes(id))
      throw new LearningError(
        "variation-invalid",
        `${id} is not waited for; ${state.pending.join(", ") || "nothing"} is`,
      );
    if (!Number.isFinite(effect) || !(standardError > 0) || !Number.isFinite(standardError))
      throw new LearningError("variation-invalid", `${id}: an effect of ${effect} ± ${standardError} says nothing`);
  }
  const tried = state.tried.map((each): Tried => {
    const result = told.get(each.id);
    if (result === undefined) return each;
    const { effect, standardError } = result;
    return { ...each, measurements: [...each.measurements, { effect, standardError }] };
  });
  return { ...state, tried, pending: state.pending.filter((id) => !told.has(id)) };
}

/** Gives up on pending ones that cannot be measured (their experiment was stopped, or found them unhealthy). */
export function abandon(state: VariationState, ids: readonly string[]): VariationState {
  return { ...state, pending: state.pending.filter((id) => !ids.includes(id)) };
}

/** The settings believed best and what is believed of them, shrunk by how badly it was measured; null: nothing beats the control. */
export function bestVariation(state: VariationState): (Variation & { readonly believed: Belief }) | null {
  const belief = beliefOf(state);
  let best: (Variation & { readonly believed: Belief }) | null = null;
  for (const { id, units, measurements } of state.tried) {
    if (measurements.length === 0) continue;
    const believed = belief(units);
    if (believed.mean > (best?.believed.mean ?? 0)) best = { ...variationOf(state, id), believed };
  }
  return best;
}

/** The most that any further variation is expected to gain over the best so far, as a share of the control's value. */
export function improvementLeft(state: VariationState): number {
  const random: Random = { words: Uint32Array.from(state.words) };
  const belief = beliefOf(state);
  const best = bestVariation(state)?.believed.mean ?? 0;
  return [...scattered(state, 4 * CHILDREN, random), ...children(state, 4 * CHILDREN, random)].reduce(
    (most, units) => Math.max(most, expectedImprovement(belief(units), best)),
    0,
  );
}

/** Whether nothing is left to gain: it has looked around, waits for nothing, and expects less than the minimum effect of another try. */
export function isExhausted(state: VariationState): boolean {
  const generations = new Set(state.tried.flatMap((each) => (each.measurements.length > 0 ? [each.generation] : [])));
  if (state.pending.length > 0 || generations.size < LEAST_GENERATIONS) return false;
  return uncertainBest(state) === null && improvementLeft(state) < state.minimumEffect;
}

/** A state that was written as JSON, back again. Throws `variation-invalid`. */
export function variationStateFrom(json: unknown): VariationState {
  if (typeof json === "object" && json !== null && "kind" in json && json.kind === KIND) return json as VariationState;
  throw new LearningError("variation-invalid", "this is no state of a variation search");
}

function variationOf({ tried, control, bounds }: VariationState, id: string): Variation {
  const found = tried.find((each) => each.id === id);
  if (found === undefined) throw new LearningError("variation-invalid", `${id} was never proposed`);
  const settings = settingsAt(variationGenes(control, bounds), control, found.units);
  return { id, generation: found.generation, settings };
}

/** The best so far while its effect is known no better than to the minimum effect. */
function uncertainBest(state: VariationState): Tried | null {
  const best = bestVariation(state);
  const tried = state.tried.find(({ id }) => id === best?.id);
  if (best === null || tried === undefined || tried.measurements.length >= MOST_MEASUREMENTS) return null;
  return best.believed.deviation > state.minimumEffect / 2 ? tried : null;
}

/** What is believed of any point. The control is known: it differs from itself by nothing. */
function beliefOf(state: VariationState, assumed: readonly Observed[] = []): (units: readonly number[]) => Belief {
  const { control, bounds, minimumEffect, tried } = state;
  const known = {
    at: unitsOf(variationGenes(control, bounds), control),
    value: 0,
    standardError: 1e-3 * minimumEffect,
  };
  const observed = tried.flatMap(({ units, measurements }) =>
    measurements.length > 0 ? [pooled(units, measurements)] : [],
  );
  return believes([known, ...observed, ...assumed], priorOf(observed, minimumEffect));
}

/** Measurements of the same settings, each weighed by what it is worth. */
function pooled(at: readonly number[], measurements: Tried["measurements"]): Observed {
  const weight = measurements.reduce((sum, { standardError }) => sum + standardError ** -2, 0);
  const value = measurements.reduce((sum, { effect, standardError }) => sum + effect * standardError ** -2, 0) / weight;
  return { at, value, standardError: weight ** -0.5 };
}

/** How large effects are: their mean square less what noise adds to it. */
function priorOf(observed: readonly Observed[], minimumEffect: number): number {
  if (observed.length < 3) return PRIOR * minimumEffect;
  const squares = observed.reduce((sum, { value, standardError }) => sum + value ** 2 - standardError ** 2, 0);
  return Math.max(minimumEffect, Math.sqrt(Math.max(0, squares / observed.length)));
}

/** Points that lie apart in every setting (Latin hypercube: McKay, Beckman and Conover, 1979). */
function scattered({ control, bounds }: VariationState, count: number, random: Random): readonly (readonly number[])[] {
  const strata = variationGenes(control, bounds).map(() => shuffled(random, [...Array(count).keys()]));
  return Array.from({ length: count }, (_, at) => strata.map((order) => ((order[at] ?? 0) + uniform(random)) / count));
}

function bred(state: VariationState, count: number, random: Random): readonly (readonly number[])[] {
  const best = bestVariation(state)?.believed.mean ?? 0;
  const chosen: (readonly number[])[] = [];
  const assumed: Observed[] = [];
  for (let at = 0; at < count; at += 1) {
    const belief = beliefOf(state, assumed);
    const pool = [...children(state, CHILDREN, random), ...scattered(state, CHILDREN / 4, random)];
    const hopes = pool.map((units) => expectedImprovement(belief(units), best));
    const units = pool[hopes.indexOf(Math.max(...hopes))] ?? [];
    chosen.push(units);
    // As if it had come out as believed: so that the next one looks elsewhere (kriging believer: Ginsbourger et al., 2010).
    assumed.push({ at: units, value: belief(units).mean, standardError: state.minimumEffect });
  }
  return chosen;
}

/** Children of tournament winners: setting by setting from two parents, then moved a little. */
function children(state: VariationState, count: number, random: Random): readonly (readonly number[])[] {
  const { control, bounds, tried } = state;
  const belief = beliefOf(state);
  const parents = [unitsOf(variationGenes(control, bounds), control), ...tried.map(({ units }) => units)];
  const fitness = parents.map((units) => belief(units).mean);
  const parent = () => parents[tournament(random, fitness, 3)] ?? [];
  return Array.from({ length: count }, () => {
    const [a, b] = [parent(), parent()];
    const crossed = uniform(random) < CROSSOVER;
    const moved = below(random, a.length);
    return a.map((unit, at) => {
      const from = crossed && uniform(random) < 0.5 ? (b[at] ?? unit) : unit;
      return at === moved || uniform(random) < 0.5 ? folded(from + STRENGTH * gaussian(random)) : from;
    });
  });
}

/** Reflected at the ends, so that no end attracts. */
function folded(unit: number): number {
  const inside = Math.abs(unit) % 2;
  return inside > 1 ? 2 - inside : inside;
}

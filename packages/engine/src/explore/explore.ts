import type { Attribute } from "@fleet-persona/persona";
import type { Bound, Bounds } from "../bounds.ts";
import type { Proposal, Weights } from "../proposal.ts";
import { draw, spokenWithin, type Drawn, type Left } from "./draw.ts";

/** That a host explores: it draws from the policy's weights instead of taking their best word. */
export type Exploring = {
  /** How long what was drawn is said, ms. */
  readonly everyMs: number;
  /** What it explores for (Persona, assignment, experiment): a sample drawn under anything else is not held on to. */
  readonly under: string;
  /** Uniform variates in [0, 1), `DRAWS_EACH` for each steered attribute in their order; used when a sample is due. */
  readonly draws: readonly number[];
};

/** Uniform variates that each attribute takes. */
export const DRAWS_EACH = 2;

/** What was drawn at `at` (ms since the epoch) and is said since: the log-probability of it all is the sum of its samples'. */
export type Exploration = {
  readonly everyMs: number;
  readonly at: number;
  readonly logProbability: number;
  readonly samples: Readonly<Record<string, Drawn>>;
  /** Attributes for which nothing was drawn, and why. */
  readonly left: Readonly<Record<string, Left>>;
};

/** A sample that is being said, and all that must stay as it was for it to go on being said; plain JSON. */
export type HeldSample = { readonly under: string; readonly exploration: Exploration };

type Moment = {
  readonly proposal: Extract<Proposal, { kind: "policy" }>;
  readonly attributes: readonly Attribute[];
  readonly bounds: Bounds;
  /** Whether this host decides attributes of scope `fleet`. */
  readonly leads: boolean;
  readonly held: HeldSample | null;
  readonly now: number;
  readonly exploring: Exploring;
};

type Explored = {
  readonly proposal: Extract<Proposal, { kind: "policy" }>;
  readonly exploration: Exploration;
  readonly held: HeldSample;
};

/**
 * Puts a sample in the place of the policy's best word. A sample is held for `everyMs` and then drawn anew, at once when bounds, leadership
 * or what is explored for changed. What is not drawn keeps the policy's own weights.
 */
export function explore(moment: Moment): Explored {
  const { proposal, attributes, bounds, leads, held, now, exploring } = moment;
  const bound = attributes.map(({ name }) => [name, limitsOf(bounds[name])]);
  const under = JSON.stringify([exploring.under, exploring.everyMs, leads, bound]);
  const holds = held !== null && held.under === under && isCurrent(held.exploration, now);
  const exploration = holds ? held.exploration : drawn(moment);
  const weights: Record<string, Weights> = { ...proposal.weights };
  for (const attribute of attributes) {
    const sample = exploration.samples[attribute.name];
    const spoken = sample === undefined ? null : spokenWithin(attribute, sample, bounds[attribute.name]);
    if (spoken !== null) weights[attribute.name] = spoken;
  }
  return { proposal: { ...proposal, weights }, exploration, held: { under, exploration } };
}

// Without the names of its fields, whose order a store need not keep.
function limitsOf(bound: Bound | undefined): unknown {
  if (bound === undefined) return null;
  return bound.kind === "range" ? [bound.min, bound.max] : bound.allowed;
}

// After the clock was set back, a sample "from the future" is not held for longer than it was meant to be.
function isCurrent({ at, everyMs }: Exploration, now: number): boolean {
  return at <= now && now < at + everyMs;
}

function drawn({ proposal, attributes, bounds, leads, now, exploring }: Moment): Exploration {
  const samples: Record<string, Drawn> = {};
  const left: Record<string, Left> = {};
  for (const [index, attribute] of attributes.entries()) {
    const { name, scope } = attribute;
    const [first = 0, second = 0] = exploring.draws.slice(index * DRAWS_EACH);
    const one =
      scope === "fleet" && !leads
        ? "not-leader"
        : draw(attribute, proposal.weights[name], bounds[name], [first, second]);
    if (typeof one === "string") left[name] = one;
    else samples[name] = one;
  }
  const logProbability = Object.values(samples).reduce((sum, each) => sum + each.logProbability, 0);
  return { everyMs: exploring.everyMs, at: now, logProbability, samples, left };
}

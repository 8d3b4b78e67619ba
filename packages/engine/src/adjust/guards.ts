import { toUnit, type AttributeValue } from "@fleet-persona/persona";
import type { Direction } from "../controls.ts";
import type { Guard } from "../decision.ts";
import { leadsBack } from "../outcome/guardrail.ts";
import { isPaused } from "../guards/pauses.ts";
import type { Limits, Past } from "./limits.ts";
import type { Source, Subject } from "./subject.ts";

/** One attribute about to go somewhere. `direction` is null when it would stay. */
export type Move = {
  readonly subject: Subject;
  readonly to: AttributeValue;
  readonly direction: Direction | null;
  readonly past: Past;
};

/** A guard that holds: why, and until when if it knows. */
type Hold = { readonly by: Guard; readonly until: number | null };

/** One guard: null lets the move pass. It is not asked about the sources it spares. */
type HoldingGuard = { readonly spares: readonly Source[]; readonly rule: (move: Move, limits: Limits) => Hold | null };

// Who is free of magnitude and cooldown, and of what belongs to them.
const UNHURRIED: readonly Source[] = ["rule", "safe", "leader", "override", "revocation"];

const mode: HoldingGuard = {
  spares: [],
  rule: (_move, { off }) => (off ? { by: "mode", until: null } : null),
};

// What another hand holds stays in that hand, even when all else goes to the safe configuration.
const otherHand: HoldingGuard = {
  spares: [],
  rule: ({ past: { hand } }) => (hand === undefined ? null : { by: hand.kind, until: hand.until }),
};

const notLeader: HoldingGuard = {
  spares: ["override", "revocation"],
  rule: ({ subject }) => (subject.led ? null : { by: "not-leader", until: null }),
};

const freeze: HoldingGuard = {
  spares: ["override", "revocation"],
  rule: (_move, { frozenBy }) => (frozenBy === null ? null : { by: "freeze", until: null }),
};

const pause: HoldingGuard = {
  spares: ["override", "revocation"],
  rule: ({ subject, direction }, { pauses, now }) => {
    if (pauses.length === 0) return null;
    const { name } = subject.attribute;
    const holding = pauses.filter((one) => isPaused([one], name, direction, now));
    if (holding.length === 0) return null;
    const ends = holding.map(({ until }) => until);
    return { by: "pause", until: ends.includes(null) ? null : Math.max(...ends.map(Number)) };
  },
};

const backOff: HoldingGuard = {
  spares: UNHURRIED,
  rule: ({ subject, to, past: { backOff: known } }) =>
    known !== undefined && leadsBack(known, subject.current, to) ? { by: "back-off", until: known.until } : null,
};

// A whole number that should differ differs by a step at least: a deadband wider than a step must not freeze it.
const deadband: HoldingGuard = {
  spares: UNHURRIED,
  rule: ({ subject: { attribute, current }, to }, limits) => {
    if (attribute.kind !== "continuous") return null;
    const distance = Math.abs(toUnit(attribute, Number(to)) - toUnit(attribute, Number(current)));
    return distance < limits.deadband ? { by: "deadband", until: null } : null;
  },
};

const forecastAlone: HoldingGuard = {
  spares: [...UNHURRIED, "trigger"],
  rule: ({ to, direction }, { dropIsOnlyForecast }) =>
    dropIsOnlyForecast && direction === "shrink" && typeof to === "number" ? { by: "forecast", until: null } : null,
};

// A revocation waits for nothing but what restarts the service: that is never restarted twice in a row.
const cooldown: HoldingGuard = {
  spares: UNHURRIED.filter((source) => source !== "revocation"),
  rule: ({ subject, direction, past }, { waits, now }) => {
    if (past.changedAt === undefined || direction === null) return null;
    if (subject.source === "revocation" && subject.attribute.cost !== "restart") return null;
    const freeAt = past.changedAt + waits[subject.attribute.cost][direction];
    return now < freeAt ? { by: "cooldown", until: freeAt } : null;
  },
};

// A fleet's attribute moves everywhere at once by its nature; the turns are for what each host decides for itself.
const blastRadius: HoldingGuard = {
  spares: ["safe", "leader", "override", "revocation"],
  rule: ({ subject }, { turnAt, now }) =>
    subject.attribute.scope === "fleet" || turnAt <= now ? null : { by: "blast-radius", until: turnAt },
};

/** Guards that nothing passes, not even the way into the bounds; in the order of precedence. */
export const firstGuards = [mode, otherHand, notLeader, freeze, pause] as const;

/** Guards between a recommendation and its move, strongest first. */
export const laterGuards = [backOff, deadband, forecastAlone, cooldown, blastRadius] as const;

/** The first of `guards` that holds the move; null when all let it pass. */
export function holdOf(guards: readonly HoldingGuard[], move: Move, limits: Limits): Hold | null {
  for (const { spares, rule } of guards) {
    const hold = spares.includes(move.subject.source) ? null : rule(move, limits);
    if (hold !== null) return hold;
  }
  return null;
}

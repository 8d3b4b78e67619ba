import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import type { SteerableAttribute } from "../target.ts";
import { TargetError } from "../target-error.ts";
import type { HostState, Knob, KnobHost } from "./knob.ts";

/** One knob's way from what is in force to what is wanted. */
export type KnobMove = { readonly knob: Knob; readonly from: AttributeValue; readonly value: AttributeValue };

/**
 * What it takes to get to `to`, in order: capacity is added before anything relies on it and taken away last.
 * `knobs` are in the order in which capacity is added. Throws `not-steerable` for a name or a value that is not offered.
 */
export function planMoves(to: Configuration, knobs: readonly Knob[], state: HostState, host: KnobHost): KnobMove[] {
  const moves = Object.entries(to).map(([name, value]): KnobMove => {
    const knob = knobs.find((candidate) => candidate.name === name);
    if (!knob) throw new TargetError("not-steerable", `this HAProxy target cannot steer ${name}`);
    const offer = knob.offer(host, state);
    if (offer.kind === "cannot") throw new TargetError("not-steerable", offer.because);
    refuseValue(offer.attribute, value, knob.fractional === true);
    return { knob, from: knob.read(state, host), value };
  });
  const wanted = moves.filter(({ knob, value }) => !knob.inForce(value, state, host));
  const grows = ({ from, value }: KnobMove) => !(typeof value === "number" && typeof from === "number" && value < from);
  const rank = ({ knob }: KnobMove) => knobs.indexOf(knob);
  const growing = wanted.filter(grows).sort((a, b) => rank(a) - rank(b));
  const shrinking = wanted.filter((move) => !grows(move)).sort((a, b) => rank(b) - rank(a));
  return [...growing, ...shrinking];
}

function refuseValue(attribute: SteerableAttribute, value: AttributeValue, fractional: boolean): void {
  if (attribute.kind === "choices") {
    if (typeof value !== "number" && attribute.allowed.includes(value)) return;
  } else if (typeof value === "number" && value >= attribute.min && value <= attribute.max) {
    if (fractional || Number.isInteger(value)) return;
  }
  throw new TargetError("not-steerable", `${attribute.name} cannot be ${String(value)} on this host`);
}

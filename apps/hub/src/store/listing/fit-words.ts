import type { AttributeSupply, FleetFit, SignalSupply } from "@fleet-persona/hub-core";
import { familyOf, howToSupply } from "../../signals/family-of.ts";

/** What a fleet lacks and what to do about it, one sentence each. */
export type Lack = { readonly name: string; readonly sentence: string };

const lacking = <One extends SignalSupply | AttributeSupply>(supplies: readonly One[]): readonly One[] =>
  supplies.filter(({ supply }) => supply === "missing");

/** What a fleet lacks that the version cannot do without. */
export function lacksOf({
  requiredSignals,
  attributes,
}: Pick<FleetFit, "requiredSignals" | "attributes">): readonly Lack[] {
  const signals = lacking(requiredSignals).map(({ name, by }) => ({
    name,
    sentence: `${by === "" ? "nobody supplies it" : `${by} supplies it`}. ${howToSupply(name, familyOf(name, false))}`,
  }));
  const steered = lacking(attributes)
    .filter(({ required }) => required)
    .map(({ name }) => ({ name, sentence: "no host can steer it. Name it in a host's targets file." }));
  return [...signals, ...steered];
}

/** "fits", "does not fit", "not known yet", and why, in a sentence. */
export function fitSentence(fit: FleetFit): { readonly word: string; readonly sentence: string } {
  const { fits, requiredSignals, optionalSignals } = fit;
  const optional = lacking(optionalSignals).length;
  if (fits === null)
    return { word: "not known yet", sentence: "No host has said what it can. Install an agent, then look again." };
  if (!fits) return { word: "does not fit", sentence: "Without what it requires, the fallback decides in its place." };
  const rest =
    optional === 0
      ? ""
      : ` ${optional} of ${optionalSignals.length} optional ones are missing, which lowers its confidence.`;
  return { word: "fits", sentence: `It supplies all ${requiredSignals.length} signals that are required.${rest}` };
}

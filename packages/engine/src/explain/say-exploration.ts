import type { Attribute } from "@fleet-persona/persona";
import type { Decision } from "../decision.ts";
import type { Drawn } from "../explore/draw.ts";
import { formatNumber, formatValue, list, percent } from "./format-value.ts";

/** What was drawn for an experiment and how likely it was, as a sentence of its own; nothing where nothing was explored. */
export function sayExploration(decision: Decision, attributes: readonly Attribute[]): string {
  const { exploration, at } = decision;
  if (exploration === undefined) return "";
  const { samples, left } = exploration;
  const drawn = Object.entries(samples).map(([name, sample]) => saySample(decision, name, sample, attributes));
  const ago = Math.round((at - exploration.at) / 1000);
  const when = ago < 1 ? "Drawn" : `Drawn ${ago} s ago`;
  const led = Object.entries(left).flatMap(([name, why]) => (why === "not-leader" ? [name] : []));
  const leaders = led.length === 0 ? "" : ` The leader draws for ${list(led)}.`;
  const what =
    drawn.length === 0 ? "Nothing was drawn for the experiment." : `${when} for an experiment: ${list(drawn)}.`;
  return ` ${what}${leaders}`;
}

// What a trigger pinned in its place is not what was drawn.
function saySample(decision: Decision, name: string, drawn: Drawn, attributes: readonly Attribute[]): string {
  const attribute = attributes.find((each) => each.name === name);
  const verdict = decision.verdicts.find((each) => each.attribute === name);
  const pinned = verdict?.clippedBy.some((by) => by === "trigger" || by === "tenant-trigger") ?? true;
  const value = pinned || verdict === undefined ? "" : ` ${formatValue(verdict.recommended, attribute)}`;
  const isChoice = verdict !== undefined && typeof verdict.recommended !== "number";
  const likely = Math.exp(drawn.logProbability);
  return `${name}${value} (${isChoice ? `probability ${percent(likely)}` : `density ${formatNumber(likely)} on its range`})`;
}

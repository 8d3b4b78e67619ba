import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { Trigger } from "@fleet-persona/persona";
import { shownNumber, shownValue } from "../ui/figures.ts";

const comparisons: Record<Trigger["when"]["comparison"], string> = {
  ">": "above",
  ">=": "at or above",
  "<": "below",
  "<=": "at or below",
};

const opposites: typeof comparisons = { ">": "at or below", ">=": "below", "<": "at or above", "<=": "above" };

/** A trigger as a sentence: when what holds for how long, what happens, and when it lets go. */
export function triggerSentence({ when, then: effect }: Trigger): string {
  const held = when.for_s === 0 ? "" : ` for ${shownNumber(when.for_s)} s`;
  const releases = when.hysteresis === 0 ? "" : ` Lets go ${releaseWords(when)}.`;
  return `When ${when.signal} is ${comparisons[when.comparison]} ${shownNumber(when.threshold)}${held}, ${effectWords(effect)}.${releases}`;
}

// An active trigger stays so while its comparison holds against this point, so it lets go at the opposite of it.
function releaseWords({ comparison, threshold, hysteresis }: Trigger["when"]): string {
  const upward = comparison === ">" || comparison === ">=";
  return `${opposites[comparison]} ${shownNumber(upward ? threshold - hysteresis : threshold + hysteresis)}`;
}

function effectWords(effect: Trigger["then"]): string {
  switch (effect.kind) {
    case "pin":
      return `set ${effect.attribute} to ${shownValue(effect.value)}`;
    case "narrow":
      return `keep ${effect.attribute} between ${shownNumber(effect.min)} and ${shownNumber(effect.max)}`;
    case "safe":
      return "go to the safe configuration";
    case "decide":
      return "decide at once";
    default:
      return effect satisfies never;
  }
}

type Settings = FleetConfig["settings"];
export type SettingLine = { readonly name: string; readonly words: string };

const pace = (value: { grow: number; shrink: number } | undefined): string | null =>
  value === undefined ? null : `${shownNumber(value.grow)} s to grow, ${shownNumber(value.shrink)} s to shrink`;
const figure = (value: number | undefined): string | null => (value === undefined ? null : shownNumber(value));

/** The settings a document changes, in words; those it leaves to the Persona are not in it. */
export function settingLines(settings: Settings): readonly SettingLine[] {
  const lines: readonly (readonly [name: string, words: string | null])[] = [
    ["Risk tolerance", figure(settings.risk_tolerance)],
    ["Adjustment factor", figure(settings.adjustment_factor)],
    ["Deadband", figure(settings.deadband)],
    ["Confidence floor", figure(settings.confidence_floor)],
    ["Cooldown", pace(settings.cooldown_s)],
    ["Stabilisation", pace(settings.stabilisation_s)],
    ["Fallback", settings.fallback ?? null],
    ["Left alone after a change by hand", settings.yield_s === undefined ? null : `${shownNumber(settings.yield_s)} s`],
    ["Outcome guardrail", guardrailWords(settings.guardrail)],
    ["Blast radius", radiusWords(settings.blast_radius)],
  ];
  return lines.flatMap(([name, words]) => (words === null ? [] : [{ name, words }]));
}

function guardrailWords(guardrail: Settings["guardrail"]): string | null {
  if (guardrail === undefined) return null;
  if (guardrail === null) return "switched off";
  const errors = `${shownNumber(guardrail.error_rate_increase * 100)} points more errors`;
  const latency = `p95 ${shownNumber(guardrail.latency_increase * 100)} % above`;
  return `takes a change back at ${errors} or ${latency} within ${shownNumber(guardrail.window_s)} s`;
}

function radiusWords(radius: Settings["blast_radius"]): string | null {
  if (radius === undefined) return null;
  const most = "share" in radius ? `${shownNumber(radius.share * 100)} % of the hosts` : `${radius.hosts} hosts`;
  return `at most ${most} change in ${shownNumber(radius.window_s)} s`;
}

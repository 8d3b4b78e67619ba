import type { InputSignal } from "@fleet-persona/persona";

export type Family = InputSignal["family"];

/** The five families in the order a page shows them, each with what it is. */
export const families: readonly (readonly [family: Family, title: string, meaning: string])[] = [
  ["performance", "Performance", "what the target and its host measure"],
  ["behaviour", "Behaviour", "what visitors do, from log lines and events"],
  ["business", "Business", "figures that something outside tells through a source"],
  ["external", "External", "clock, calendar, regions and campaigns"],
  ["intent", "Intent", "what people declare the fleet should live for"],
];

const patterns: readonly (readonly [RegExp, Family])[] = [
  [/^intent\./, "intent"],
  [/^(?:time_of_day|day_of_week|region_share|campaign_)/, "external"],
  [/^(?:mobile_share|search_share|checkout_share|session_depth|outcome)/, "behaviour"],
  [/^(?:conversion_rate|revenue)/, "business"],
];

/** The family of a signal that no Persona of the fleet declares. */
export function familyOf(name: string, toldBySource: boolean): Family {
  return patterns.find(([pattern]) => pattern.test(name))?.[1] ?? (toldBySource ? "business" : "performance");
}

/** What a person can do to supply a signal that is missing. */
export function howToSupply(name: string, family: Family): string {
  switch (family) {
    case "performance":
      return "Let the agent collect it: a target that measures it, a Prometheus exporter or /proc, in the host's own file.";
    case "behaviour":
      return "Let the agent read the request log, or send counts to its event endpoint, in the host's own file.";
    case "business":
      return `Create a source below that may tell ${name}, and push it from where it is known.`;
    case "external":
      return "Declare a campaign below; for regions, name the header or log field in the host's own file.";
    case "intent":
      return `Declare ${name.replace(/^intent\./, "")} below.`;
    default:
      return family satisfies never;
  }
}

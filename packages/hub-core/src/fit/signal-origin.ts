import type { SignalSupply } from "./persona-fit.ts";

// Agents derive these themselves, so a host that has the signal has them as well.
const derived = /\.(?:trend|forecast_\w+|persistence_\w+)$/;

/** The signal that a derived one is derived from; any other name is its own. */
export function baseSignal(name: string): string {
  return name.replace(derived, "");
}

/** Who supplies a signal that no host has to observe: the clock, campaigns or intents; null for all others. */
export function contextGiver(name: string): Pick<SignalSupply, "supply" | "by"> | null {
  if (/^(?:time_of_day|day_of_week)\.(?:sin|cos)$/.test(name)) return { supply: "clock", by: "clock" };
  if (name === "campaign_active" || name === "campaign_starts_in") return { supply: "context", by: "campaigns" };
  if (/^intent\.[a-z][a-z0-9_]*$/.test(name)) return { supply: "context", by: "intents" };
  return null;
}

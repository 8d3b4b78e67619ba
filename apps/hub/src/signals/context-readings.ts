import type { CampaignView, IntentView, SourceView } from "@fleet-persona/hub-core";

/** A value that the hub tells the hosts of a fleet. `at` is when it was observed; null for what holds by being declared. */
export type Reading = {
  readonly supply: "source" | "context";
  readonly by: string;
  readonly value: number;
  readonly at: number | null;
  readonly unit: string;
};

type Told = {
  readonly intents: readonly IntentView[];
  readonly campaigns: readonly CampaignView[];
  readonly sources: readonly SourceView[];
};

/** What the hub tells a fleet's hosts now, by signal name, as the agents make signals of it. */
export function contextReadings({ intents, campaigns, sources }: Told, now: number): ReadonlyMap<string, Reading> {
  const readings = new Map<string, Reading>();
  for (const { name: source, signals } of sources)
    for (const { name, value, observedAt, unit } of signals) {
      const known = readings.get(name);
      if (value === null || observedAt === null || (known?.at ?? 0) > observedAt) continue;
      readings.set(name, { supply: "source", by: source, value, at: observedAt, unit: unit ?? "" });
    }
  for (const { name, weight, phase } of intents) {
    if (phase === "over") continue;
    const signal = `intent.${name}`;
    const value = Math.max(readings.get(signal)?.value ?? 0, phase === "running" ? weight : 0);
    readings.set(signal, { supply: "context", by: "intents", value, at: null, unit: "1" });
  }
  const ahead = campaigns.filter(({ endsAt }) => endsAt > now);
  if (ahead.length === 0) return readings;
  const running = ahead.filter(({ startsAt }) => startsAt <= now);
  const next = ahead.filter(({ startsAt }) => startsAt > now).map(({ startsAt }) => (startsAt - now) / 1_000);
  const told = { supply: "context", by: "campaigns", at: null } as const;
  const active = Math.max(0, ...running.map(({ weight }) => weight));
  readings.set("campaign_active", { ...told, value: active, unit: "1" });
  if (next.length > 0) readings.set("campaign_starts_in", { ...told, value: Math.round(Math.min(...next)), unit: "s" });
  return readings;
}

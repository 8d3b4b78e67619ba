import type { CampaignView, HostId, IntentView, SourceView } from "@fleet-persona/hub-core";
import type { InputSignal } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { signalRows, type Known } from "./signal-rows.ts";

const NOW = 1_000_000;
const hostId = "h" as HostId;
const distribution = { mean: 1, standard_deviation: 1, p01: 0, p99: 2 };

const input = (name: string, family: InputSignal["family"], required = false): InputSignal => ({
  name,
  family,
  unit: "1/s",
  window_s: 5,
  staleness_s: 10,
  required,
  distribution,
});

const nothing: Known = {
  inputs: [],
  fit: null,
  telemetry: { dictionary: [], frames: [], truncated: false },
  intents: [],
  campaigns: [],
  sources: [],
};

const telemetry = (...ages: readonly number[]): Known["telemetry"] => ({
  dictionary: [
    { name: "request_rate", unit: "1/s" },
    { name: "config.cpu", unit: "" },
    { name: "request_rate.trend", unit: "" },
  ],
  frames: ages.map((age, at) => ({ hostId, at: NOW - age, values: [at + 1, 1, 1] })),
  truncated: false,
});

const one = (known: Partial<Known>, name = "request_rate") =>
  signalRows({ ...nothing, ...known }, NOW).find((row) => row.name === name);

describe("signalRows", () => {
  it.each([
    ["fresh", telemetry(2_000, 1_000)],
    ["stale", telemetry(30_000, 16_000)],
    ["missing", telemetry()],
  ] as const)("says that a measured signal is %s by the Persona's own limit", (freshness, seen) => {
    const row = one({ inputs: [input("request_rate", "performance", true)], telemetry: seen });
    expect(row).toMatchObject({ use: "required", freshness, spark: seen.frames.map((_, at) => at + 1) });
  });

  it("shows what no Persona reads, but neither configuration nor derived signals", () => {
    expect(signalRows({ ...nothing, telemetry: telemetry(0) }, NOW).map(({ name, use }) => [name, use])).toEqual([
      ["request_rate", "not-read"],
    ]);
  });

  it("has a running intent as fresh with its weight, and an upcoming one as 0", () => {
    const intent = { name: "prepare_for_surge", weight: 0.8, phase: "running" } as IntentView;
    expect(one({ intents: [intent] }, "intent.prepare_for_surge")).toMatchObject({
      family: "intent",
      value: 0.8,
      freshness: "fresh",
      supply: { supply: "context", by: "intents" },
    });
    const upcoming = { ...intent, phase: "upcoming" } as const;
    expect(one({ intents: [upcoming] }, "intent.prepare_for_surge")?.value).toBe(0);
    expect(one({ intents: [{ ...intent, phase: "over" }] }, "intent.prepare_for_surge")).toBeUndefined();
  });

  it("has campaigns as the agents make signals of them", () => {
    const campaign = (startsAt: number, endsAt: number, weight: number) =>
      ({ startsAt, endsAt, weight }) as CampaignView;
    const campaigns = [campaign(NOW - 10, NOW + 10, 0.4), campaign(NOW + 5_000, NOW + 9_000, 1), campaign(0, 1, 1)];
    expect(one({ campaigns }, "campaign_active")?.value).toBe(0.4);
    expect(one({ campaigns }, "campaign_starts_in")?.value).toBe(5);
  });

  it("takes the newer of two sources that tell the same figure, with its age", () => {
    const source = (name: string, observedAt: number, value: number): SourceView =>
      ({ name, signals: [{ name: "conversion_rate", unit: "1", value, observedAt }] }) as unknown as SourceView;
    const sources = [source("till", NOW - 1_000, 0.03), source("old", NOW - 60_000, 0.01)];
    expect(one({ sources, inputs: [input("conversion_rate", "business")] }, "conversion_rate")).toMatchObject({
      value: 0.03,
      supply: { supply: "source", by: "till" },
      freshness: "fresh",
    });
    expect(one({ sources: sources.slice(1) }, "conversion_rate")).toMatchObject({
      family: "business",
      freshness: "stale",
    });
  });
});

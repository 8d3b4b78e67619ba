import type {
  CampaignView,
  IntentView,
  PersonaFitView,
  SignalSupply,
  SourceView,
  TelemetryWindow,
} from "@fleet-persona/hub-core";
import type { InputSignal } from "@fleet-persona/persona";
import { contextReadings, type Reading } from "./context-readings.ts";
import { familyOf, type Family } from "./family-of.ts";

export type Freshness = "fresh" | "stale" | "missing";

/** One signal as the page shows it. */
export type SignalRow = {
  readonly name: string;
  readonly family: Family;
  readonly unit: string;
  /** Whether the Persona in charge reads it. */
  readonly use: "required" | "optional" | "not-read";
  readonly supply: Pick<SignalSupply, "supply" | "by">;
  readonly value: number | null;
  readonly at: number | null;
  readonly freshness: Freshness;
  readonly staleAfterMs: number;
  /** The last minutes, oldest first. */
  readonly spark: readonly number[];
};

export type Known = {
  readonly inputs: readonly InputSignal[];
  readonly fit: PersonaFitView | null;
  readonly telemetry: TelemetryWindow;
  readonly intents: readonly IntentView[];
  readonly campaigns: readonly CampaignView[];
  readonly sources: readonly SourceView[];
};

const DERIVED = /\.(?:trend|forecast_\w+|persistence_\w+)$/;
const CONFIG = /^config\./;
const SPARK_POINTS = 60;
// What a reading takes from the host to this page.
const ON_THE_WAY_MS = 5_000;
const DEFAULT_STALE_MS = 30_000;

/** Every signal the Persona reads, and every other one that somebody supplies, sorted by family and name. */
export function signalRows(known: Known, now: number): readonly SignalRow[] {
  const told = contextReadings(known, now);
  const seen = known.telemetry.dictionary
    .map(({ name }) => name)
    .filter((name) => !CONFIG.test(name) && !DERIVED.test(name));
  const names = new Set([...known.inputs.map(({ name }) => name), ...told.keys(), ...seen]);
  return [...names]
    .map((name) => rowOf(name, known, told.get(name), now))
    .toSorted((a, b) => useOrder(a) - useOrder(b) || a.name.localeCompare(b.name));
}

function useOrder({ use }: SignalRow): number {
  return ["required", "optional", "not-read"].indexOf(use);
}

function rowOf(name: string, known: Known, told: Reading | undefined, now: number): SignalRow {
  const input = known.inputs.find((candidate) => candidate.name === name);
  const measured = lastMeasured(known.telemetry, name);
  const reading = measured ?? told ?? null;
  const staleAfterMs = input === undefined ? DEFAULT_STALE_MS : input.staleness_s * 1_000;
  return {
    name,
    family: input?.family ?? familyOf(name, told?.supply === "source"),
    unit: input?.unit ?? reading?.unit ?? "",
    use: input === undefined ? "not-read" : input.required ? "required" : "optional",
    supply: supplyOf(name, known, told, measured !== null),
    value: reading?.value ?? null,
    at: reading?.at ?? null,
    freshness: freshnessOf(reading, staleAfterMs, now),
    staleAfterMs,
    spark: sparkOf(known.telemetry, name),
  };
}

function supplyOf(name: string, { fit }: Known, told: Reading | undefined, measured: boolean): SignalRow["supply"] {
  const said = [...(fit?.requiredSignals ?? []), ...(fit?.optionalSignals ?? [])].find((one) => one.name === name);
  if (said !== undefined) return { supply: said.supply, by: said.by };
  if (told !== undefined) return { supply: told.supply, by: told.by };
  return measured ? { supply: "target", by: "" } : { supply: "missing", by: "" };
}

type Seen = Pick<Reading, "value" | "at" | "unit">;

function lastMeasured({ dictionary, frames }: TelemetryWindow, name: string): Seen | null {
  const column = dictionary.findIndex((entry) => entry.name === name);
  const frame = column < 0 ? undefined : frames.findLast(({ values }) => (values[column] ?? null) !== null);
  const value = frame?.values[column] ?? null;
  return frame === undefined || value === null ? null : { value, at: frame.at, unit: dictionary[column]?.unit ?? "" };
}

function freshnessOf(reading: Seen | Reading | null, staleAfterMs: number, now: number): Freshness {
  if (reading === null) return "missing";
  // What the hub itself keeps telling (an intent, a campaign) has no age.
  if (reading.at === null) return "fresh";
  return now - reading.at <= staleAfterMs + ON_THE_WAY_MS ? "fresh" : "stale";
}

// One host's line: those of several would be drawn through each other.
function sparkOf({ dictionary, frames }: TelemetryWindow, name: string): readonly number[] {
  const column = dictionary.findIndex((entry) => entry.name === name);
  const hostId = frames.at(-1)?.hostId;
  if (column < 0) return [];
  const values = frames.flatMap((frame) => {
    const value = frame.hostId === hostId ? frame.values[column] : null;
    return value === null || value === undefined ? [] : [value];
  });
  const stride = Math.max(1, Math.ceil(values.length / SPARK_POINTS));
  return values.filter((_, at) => (values.length - 1 - at) % stride === 0);
}

import type { Recording } from "@fleet-persona/hub-core";
import type { Attribute, Configuration } from "@fleet-persona/persona";
import { simulatedAttributes } from "./fit-model.ts";
import type { RecordedFleet } from "./recorded-fleet.ts";
import { quantile } from "./statistics.ts";

/** What of a fleet's configuration the simulator is told. */
export type Settable = {
  /** Those of the Persona's attributes that were recorded and of which the simulator knows what they do. */
  readonly steered: readonly Attribute[];
  /** What decides the cores beside them; both ways of steering find them as they were. */
  readonly others: readonly Attribute[];
  readonly activeServers: Float64Array | undefined;
  readonly configAt: (moment: number) => Configuration;
  /** The caching strategy at a moment; null where none was recorded. */
  readonly strategyAt: (moment: number) => string | null;
  /** The least and the most that a number was, by attribute. */
  readonly seen: (name: string) => readonly number[];
};

const ALWAYS = ["cpu_allocation", "active_servers"] as const;

export function settableOf({ columns }: Recording, fleet: RecordedFleet): Settable {
  const hits = columns["cache_hit_ratio"];
  // Without a single hit ever recorded nobody knows what the cache would do.
  const knowsCache = hits !== undefined && hits.some((share) => share > 0);
  const steered = fleet.attributes.filter(
    ({ name }) => simulatedAttributes.has(name) && (name !== "caching_strategy" || knowsCache),
  );
  const others = ALWAYS.flatMap((name) => {
    const column = columns[`config.${name}`];
    if (column === undefined || steered.some((attribute) => attribute.name === name)) return [];
    return [recordedNumber(name, column)];
  });
  const configAt = (moment: number): Configuration => {
    const config: Record<string, number | string | boolean> = {};
    const all = fleet.configAt(moment);
    for (const { name } of steered) if (all[name] !== undefined) config[name] = all[name];
    for (const { name } of others) {
      const value = columns[`config.${name}`]?.[moment];
      if (value !== undefined && !Number.isNaN(value)) config[name] = value;
    }
    return config;
  };
  return {
    steered,
    others,
    configAt,
    activeServers: columns["config.active_servers"],
    strategyAt: (moment) => {
      const strategy = fleet.configAt(moment)["caching_strategy"];
      return typeof strategy === "string" ? strategy : null;
    },
    seen: (name) => {
      const column = columns[`config.${name}`] ?? new Float64Array();
      return [quantile(column, 0), quantile(column, 1)].filter(Number.isFinite);
    },
  };
}

function recordedNumber(name: (typeof ALWAYS)[number], column: Float64Array): Attribute {
  const [min, max] = [quantile(column, 0), quantile(column, 1)];
  const common = {
    name,
    scope: "fleet",
    weight: 1,
    min,
    max: Math.max(max, min * 1.001),
    unit: "",
    scale: "linear",
  } as const;
  const value = { default: min, safe: min };
  return name === "active_servers"
    ? { ...common, ...value, kind: "integer", cost: "drain", max: Math.max(max, min + 1) }
    : { ...common, ...value, kind: "continuous", cost: "hot" };
}

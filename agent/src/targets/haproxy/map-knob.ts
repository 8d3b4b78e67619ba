import type { AttributeValue } from "@fleet-persona/persona";
import type { SteerableAttribute } from "../target.ts";
import { MAP_KEY, type HaproxyMap, type HaproxyTargetConfig } from "./config.ts";
import { withCurrent } from "./file-keeper.ts";
import { cannot, offered, type Knob } from "./knob.ts";

type MapKnob = {
  readonly name: string;
  readonly map: HaproxyMap;
  readonly fractional?: boolean;
  /** Null where the host's file gives no limits for it. */
  readonly attribute: (config: HaproxyTargetConfig) => SteerableAttribute | null;
  /** Between the attribute's value and the word in the map. */
  readonly toMap: (value: AttributeValue) => string;
  readonly fromMap: (word: string) => AttributeValue;
};

// A change of `balance`, of a timeout or of a cache rule needs a reload; a change of the map that decides does not.
function mapKnob({ name, map, fractional, attribute, toMap, fromMap }: MapKnob): Knob {
  return {
    name,
    reads: map,
    ...(fractional === undefined ? {} : { fractional }),
    offer({ config }) {
      if (config.maps[map] === undefined)
        return cannot(
          `${name}: the target file names no map for it; add the lines that \`fleet-agent adopt\` shows and maps.${map}`,
        );
      const found = attribute(config);
      return found === null ? cannot(`${name}: the target file gives no limits; add limits.${name}`) : offered(found);
    },
    read: ({ proxy }) => fromMap(proxy.maps[map] ?? ""),
    inForce: (value, { proxy }) => proxy.maps[map] === toMap(value),
    commands: (value, _state, { config }) => [`set map ${config.maps[map] ?? ""} ${MAP_KEY} ${toMap(value)}`],
    commandsBack: ({ proxy }, { config }) => [`set map ${config.maps[map] ?? ""} ${MAP_KEY} ${proxy.maps[map] ?? ""}`],
    keep(value, _state, { config, files }) {
      files.keep(config.maps[map] ?? "", (text) => withCurrent(text, toMap(value)));
    },
  };
}

const asIs = { toMap: String, fromMap: (word: string) => word };
const wholeNumber = { toMap: String, fromMap: Number };

function rangeOf(name: "queue_limit" | "request_timeout" | "cache_ttl") {
  return ({ limits }: HaproxyTargetConfig): SteerableAttribute | null => {
    const limit = limits[name];
    return limit === undefined ? null : { name, kind: "range", ...limit };
  };
}

/** Which backend gets the requests: one for each algorithm over the same servers. */
export const loadBalancingAlgorithm = mapKnob({
  name: "load_balancing_algorithm",
  map: "algorithm",
  attribute: ({ backends }) => ({
    name: "load_balancing_algorithm",
    kind: "choices",
    allowed: backends.flatMap(({ algorithm }) => (algorithm === undefined ? [] : [algorithm])),
  }),
  ...asIs,
});

export const cachingStrategy = mapKnob({
  name: "caching_strategy",
  map: "cache",
  attribute: ({ cache_strategies: allowed }) => ({ name: "caching_strategy", kind: "choices", allowed }),
  ...asIs,
});

/** The longest that an answer is kept, in whole seconds. */
export const cacheTtl = mapKnob({
  name: "cache_ttl",
  map: "cache_ttl",
  attribute: rangeOf("cache_ttl"),
  ...wholeNumber,
});

/** Requests that may wait; more are refused at once. `maxqueue` and `timeout queue` cannot change at run time, a rule on `queue` can. */
export const queueLimit = mapKnob({
  name: "queue_limit",
  map: "queue_limit",
  attribute: rangeOf("queue_limit"),
  ...wholeNumber,
});

/** How long a server may take to answer, in seconds; the map holds whole milliseconds. */
export const requestTimeout = mapKnob({
  name: "request_timeout",
  map: "request_timeout",
  fractional: true,
  attribute: rangeOf("request_timeout"),
  toMap: (value) => String(Math.round(Number(value) * 1000)),
  fromMap: (word) => Number(word) / 1000,
});

export const compression = mapKnob({
  name: "compression",
  map: "compression",
  attribute: () => ({ name: "compression", kind: "choices", allowed: ["off", "on"] }),
  ...asIs,
});

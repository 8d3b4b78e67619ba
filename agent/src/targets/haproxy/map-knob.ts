import { MAP_KEY, type HaproxyTargetConfig } from "./config.ts";
import type { Knob } from "./knob.ts";
import { sendCommands } from "./runtime-api.ts";
import type { ProxyState } from "./server-state.ts";

type MapKnob = {
  readonly name: string;
  readonly file: (config: HaproxyTargetConfig) => string;
  readonly choices: (config: HaproxyTargetConfig) => readonly string[];
  readonly current: (proxy: ProxyState) => string;
};

// A change of `balance` or of a cache rule needs a reload; a change of the map that chooses between them does not.
function mapKnob({ name, file, choices, current }: MapKnob): Knob {
  return {
    name,
    steerable: ({ config }) => ({ name, kind: "choices", allowed: choices(config) }),
    read: ({ proxy }) => current(proxy),
    inForce: (value, { proxy }) => current(proxy) === value,
    write: (value, _state, { api, config }) =>
      sendCommands(api, [`set map ${file(config)} ${MAP_KEY} ${String(value)}`]),
  };
}

export const loadBalancingAlgorithm = mapKnob({
  name: "load_balancing_algorithm",
  file: (config) => config.maps.algorithm,
  choices: (config) => config.backends.map((backend) => backend.algorithm),
  current: (proxy) => proxy.algorithm,
});

export const cachingStrategy = mapKnob({
  name: "caching_strategy",
  file: (config) => config.maps.cache,
  choices: (config) => config.cache_strategies,
  current: (proxy) => proxy.cache,
});

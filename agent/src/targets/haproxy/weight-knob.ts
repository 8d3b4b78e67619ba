import type { HaproxyServer, HaproxyTargetConfig } from "./config.ts";
import { keepServerState } from "./keep-server-state.ts";
import { cannot, offered, type HostState, type Knob } from "./knob.ts";
import type { ServerCopy } from "./server-state.ts";

/** `haproxy/weight_<server>`: one server's share of the requests, in HAProxy's own unit, on every copy that takes weights. */
export function weightKnob(server: HaproxyServer): Knob {
  const name = weightAttribute(server.name);
  return {
    name,
    reads: "admin",
    offer({ config }) {
      const limit = config.limits.weight;
      if (limit === undefined) return cannot(`${name}: the target file gives no limits; add limits.weight`);
      const clash = config.servers.find((other) => other !== server && weightAttribute(other.name) === name);
      if (clash !== undefined) return cannot(`${name}: ${server.name} and ${clash.name} would share it; rename one`);
      if (weighed(config).length === 0)
        return cannot(
          `${name}: the backends balance from a table, which takes 0 % and 100 % only; add hash-type consistent`,
        );
      return offered({ name, kind: "range", ...limit });
    },
    read: (state, { config }) => copiesIn(state, server, config)[0]?.weight ?? 0,
    inForce: (value, state, { config }) => copiesIn(state, server, config).every((copy) => copy.weight === value),
    commands: (value, _state, { config }) =>
      weighed(config).map((backend) => `set server ${backend}/${server.name} weight ${String(value)}`),
    commandsBack: (before, { config }) =>
      copiesIn(before, server, config).map(
        ({ backend, weight }) => `set server ${backend}/${server.name} weight ${weight}`,
      ),
    keep: (_value, state, host) => keepServerState(state, host),
  };
}

/** Attributes are snake_case whatever servers are called. */
function weightAttribute(server: string): string {
  const words = server.toLowerCase().split(/[^a-z0-9]+/);
  return `haproxy/${["weight", ...words.filter((word) => word !== "")].join("_")}`;
}

/** The backends that take any weight. */
function weighed({ backends }: HaproxyTargetConfig): readonly string[] {
  return backends.filter(({ weights }) => weights === "dynamic").map(({ name }) => name);
}

function copiesIn({ proxy }: HostState, server: HaproxyServer, config: HaproxyTargetConfig): readonly ServerCopy[] {
  const backends = weighed(config);
  const copies = proxy.servers.find(({ name }) => name === server.name)?.copies ?? [];
  return copies.filter(({ backend }) => backends.includes(backend));
}

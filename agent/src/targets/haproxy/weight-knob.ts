import type { HaproxyServer } from "./config.ts";
import { keepServerState } from "./keep-server-state.ts";
import { cannot, offered, type HostState, type Knob } from "./knob.ts";
import { sendCommands } from "./runtime-api.ts";
import { copiesOf, putBackCopies } from "./server-copies.ts";
import type { ServerState } from "./server-state.ts";

/** `haproxy/weight_<server>`: one server's share of the requests, in HAProxy's own unit, on every copy. */
export function weightKnob(server: HaproxyServer): Knob {
  const name = weightAttribute(server.name);
  return {
    name,
    offer({ config }) {
      const limit = config.limits.weight;
      if (limit === undefined) return cannot(`${name}: the target file gives no limits; add limits.weight`);
      const clash = config.servers.find((other) => other !== server && weightAttribute(other.name) === name);
      if (clash !== undefined) return cannot(`${name}: ${server.name} and ${clash.name} would share it; rename one`);
      const fixed = config.backends.find((backend) => backend.weights === "static");
      if (fixed !== undefined)
        return cannot(
          `${name}: backend ${fixed.name} balances from a table, which takes 0 % and 100 % only; add hash-type consistent`,
        );
      return offered({ name, kind: "range", ...limit });
    },
    read: (state) => own(state, server)?.main.weight ?? 0,
    inForce: (value, state) => own(state, server)?.copies.every((copy) => copy.weight === value) ?? false,
    write: (value, _state, { api, config }) =>
      sendCommands(
        api,
        copiesOf(server.name, config).map((copy) => `set server ${copy} weight ${String(value)}`),
      ),
    restore: (before, host) =>
      putBackCopies(
        before.proxy.servers.filter((other) => other.name === server.name),
        host,
        (copy, { weight }) => `set server ${copy} weight ${weight}`,
      ),
    keep: (_value, host) => keepServerState(host),
  };
}

/** Attributes are snake_case whatever servers are called. */
function weightAttribute(server: string): string {
  const words = server.toLowerCase().split(/[^a-z0-9]+/);
  return `haproxy/${["weight", ...words.filter((word) => word !== "")].join("_")}`;
}

function own({ proxy }: HostState, server: HaproxyServer): ServerState | undefined {
  return proxy.servers.find(({ name }) => name === server.name);
}

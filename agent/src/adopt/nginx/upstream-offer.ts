import type { z } from "zod";
import type { nginxTargetSchema } from "../../targets/nginx/config.ts";
import { findAll, type Directive } from "./nginx-syntax.ts";

type Upstream = NonNullable<z.input<typeof nginxTargetSchema>["upstream"]>;

/** One upstream as a target file says it, and what it is now; or in a sentence why it must stay as it is. */
export type UpstreamOffer = {
  readonly block: Directive;
  readonly upstream: Upstream;
  readonly initial: Readonly<Record<string, number | string>>;
  readonly cannot: readonly string[];
};

const ALGORITHM_OF: Readonly<Record<string, string>> = {
  "": "roundrobin",
  least_conn: "leastconn",
  "random two": "random2",
  "random two least_conn": "random2",
  "hash $request_uri consistent": "uri_hash",
};
const KNOWN = new Set(["server", "zone", "keepalive", "least_conn", "random", "hash"]);

/** Reads one `upstream` block. The generated one takes its place, so whatever it could not say again keeps it from being adopted. */
export function upstreamOffer(block: Directive): UpstreamOffer | string {
  const name = block.args[0] ?? "";
  const inner = block.block ?? [];
  const strange = inner.find((directive) => !KNOWN.has(directive.name));
  if (strange !== undefined) return `upstream ${name} says ${strange.name}, which the generated one would lose`;
  if (!block.isAlone) return `upstream ${name} shares its lines with something else`;
  const algorithm = algorithmOf(inner);
  if (algorithm === null) return `upstream ${name} balances in a way that has no standard name`;
  const lines = inner.filter((directive) => directive.name === "server").map(({ args }) => serverLine(args));
  if (lines.length === 0) return `upstream ${name} has no servers`;
  const down = lines.find(({ parameters }) => parameters.includes("down"));
  if (down !== undefined) return `upstream ${name} has ${down.address} down: remove it or take it up first`;
  const hasBackup = lines.some(({ parameters }) => parameters.includes("backup"));
  // nginx takes no backup servers with these.
  const algorithms = hasBackup ? ["roundrobin", "leastconn"] : ["roundrobin", "leastconn", "random2", "uri_hash"];
  const active = lines.filter(({ parameters }) => !parameters.includes("backup")).length;
  const limits = new Set(lines.map(({ limit }) => limit));
  const [limit] = limits;
  const hasLimit = limits.size === 1 && limit !== undefined && limit !== null;
  const canDrain = !hasBackup && active > 1;
  return {
    block,
    upstream: {
      name,
      servers: lines.map(({ address, weight, parameters }) => ({ address, weight, parameters })),
      algorithms: algorithms as NonNullable<Upstream["algorithms"]>,
      keepalive: Number(inner.find((directive) => directive.name === "keepalive")?.args[0] ?? 0),
      ...(hasLimit ? { max_connections: { min: 1, max: Math.max(limit * 4, 8) } } : {}),
      ...(canDrain ? { active_servers: { min: Math.ceil(active / 2), max: active } } : {}),
    },
    initial: {
      load_balancing_algorithm: algorithm,
      ...(hasLimit ? { max_connections: limit } : {}),
      ...(canDrain ? { active_servers: active } : {}),
    },
    cannot: [
      ...(hasLimit ? [] : [`max_connections: give every server of upstream ${name} the same max_conns first`]),
      ...(canDrain ? [] : [`active_servers: upstream ${name} has ${hasBackup ? "backup servers" : "one server"}`]),
    ],
  };
}

/** The upstreams of a file, and those that something in it passes requests to. */
export function upstreamsOf(directives: readonly Directive[]): {
  all: readonly Directive[];
  used: readonly Directive[];
} {
  const all = findAll(directives, "upstream").map(({ directive }) => directive);
  const passes = findAll(directives, "proxy_pass").map(({ directive }) => directive.args[0] ?? "");
  const used = all.filter(({ args }) => passes.some((to) => to.replace(/^https?:\/\//, "").split("/")[0] === args[0]));
  return { all, used };
}

function algorithmOf(inner: readonly Directive[]): string | null {
  const said = inner.filter(({ name }) => name === "least_conn" || name === "random" || name === "hash");
  const [one, ...more] = said.map(({ name, args }) => [name, ...args].join(" "));
  return more.length > 0 ? null : (ALGORITHM_OF[one ?? ""] ?? null);
}

function serverLine([address = "", ...said]: readonly string[]) {
  const valueOf = (name: string): number | null => {
    const found = said.find((parameter) => parameter.startsWith(`${name}=`));
    return found === undefined ? null : Number(found.slice(name.length + 1));
  };
  const parameters = said.filter((parameter) => !/^(?:weight|max_conns)=/.test(parameter));
  return { address, weight: valueOf("weight") ?? 1, limit: valueOf("max_conns"), parameters };
}

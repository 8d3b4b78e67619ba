import { resolve } from "node:path";
import { haproxyTargetSchema } from "../../targets/haproxy/config.ts";
import type { Names } from "./names.ts";
import type { ServiceOffer } from "./offer.ts";
import type { LogPlan } from "./own-lines.ts";
import { effective, type Service } from "./service.ts";
import { algorithmsOf, CACHE_STRATEGIES, LONGEST_TTL_S, UNLIMITED_QUEUE } from "./snippet.ts";

type Parts = { readonly offer: ServiceOffer; readonly names: Names; readonly socket: string; readonly log: LogPlan };

/** The host's target file: what the agent may move, and how far. Bounds start near what is; the host's owner widens them. */
export function targetFile(service: Service, { offer, names, socket, log }: Parts): object {
  const { section } = service;
  const frontend = onlyFrontend(service, names);
  const state = serverStateFile(service);
  const file = {
    kind: "haproxy",
    name: section.name,
    stats_socket: socket,
    ...(log.kind === "none" ? {} : { ring: names.ring, log_format: log.kind }),
    maps: mapsOf(offer, names),
    servers: serversIn(offer),
    backends: backendsOf(service, offer, names),
    ...(frontend === null ? {} : { frontend }),
    ...(offer.caches ? { cache_strategies: Object.keys(CACHE_STRATEGIES) } : {}),
    limits: limitsOf(offer),
    ...(state === null ? {} : { server_state_file: state }),
  };
  // What is written must be what `enrol --targets` takes.
  haproxyTargetSchema.parse(file);
  return file;
}

/** Where HAProxy reads drains and weights at its start; null where the configuration does not make it. */
export function serverStateFile({ section, sections }: Service): string | null {
  const global = sections.filter(({ kind }) => kind === "global").flatMap(({ lines }) => lines);
  const word = (name: string) => global.findLast(({ words: [first] }) => first === name)?.words[1];
  const file = word("server-state-file");
  if (file === undefined || effective(section, sections, "load-server-state-from-file")?.[0] !== "global") return null;
  const path = resolve(word("server-state-base") ?? "/", file);
  return path.includes("$") ? null : path;
}

function mapsOf({ algorithm, caches, maxConnections, timeoutMs, compression, http }: ServiceOffer, names: Names) {
  return {
    ...(algorithm === null ? {} : { algorithm: names.mapPath("algorithm") }),
    ...(caches ? { cache: names.mapPath("cache"), cache_ttl: names.mapPath("cache_ttl") } : {}),
    ...(maxConnections === null || !http ? {} : { queue_limit: names.mapPath("queue_limit") }),
    ...(timeoutMs === null ? {} : { request_timeout: names.mapPath("request_timeout") }),
    ...(compression ? { compression: names.mapPath("compression") } : {}),
  };
}

function serversIn({ servers }: ServiceOffer) {
  const weights = servers.map(({ weight }) => Math.max(1, weight));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return servers.map(({ name }, index) => ({
    name,
    relative_size: Math.round(((weights[index] ?? mean) / mean) * 1e6) / 1e6,
  }));
}

function backendsOf({ section }: Service, offer: ServiceOffer, names: Names) {
  const weights = isStatic(
    offer,
    section.lines.some(({ words }) => words.join(" ") === "hash-type consistent"),
  )
    ? { weights: "static" }
    : {};
  const algorithms = algorithmsOf(offer);
  return [
    ...(algorithms.length === 0
      ? [{ name: names.single, ...weights }]
      : algorithms.map((algorithm) => ({ name: names.backend(algorithm), algorithm }))),
    // Requests that reach the servers by another way are drained and limited too.
    { name: section.name, ...weights },
  ];
}

function isStatic({ balance: [name = ""] }: ServiceOffer, consistent: boolean): boolean {
  if (name === "static-rr" || name === "first") return true;
  return !consistent && /^(uri|source|url_param|hdr|hash|rdp-cookie)/.test(name);
}

function limitsOf({ servers, maxConnections, timeoutMs, caches, http }: ServiceOffer) {
  const count = servers.length;
  return {
    ...(count < 2 ? {} : { active_servers: { min: Math.ceil(count / 2), max: count } }),
    ...(servers.some(({ weight }) => weight === 0) ? {} : { weight: { min: 1, max: 256 } }),
    ...(maxConnections === null
      ? {}
      : { max_connections: { min: Math.max(1, Math.floor(maxConnections / 4)), max: maxConnections * 4 } }),
    ...(maxConnections === null || !http
      ? {}
      : { queue_limit: { min: Math.min(maxConnections * count, UNLIMITED_QUEUE), max: UNLIMITED_QUEUE } }),
    ...(timeoutMs === null
      ? {}
      : { request_timeout: { min: Math.max(1, Math.round(timeoutMs / 4)) / 1000, max: timeoutMs / 1000 } }),
    ...(caches ? { cache_ttl: { min: 1, max: LONGEST_TTL_S } } : {}),
  };
}

// A frontend's counters are the service's only where it serves nothing else.
function onlyFrontend({ routes, section }: Service, names: Names): string | null {
  const frontends = new Set(routes.map(({ frontend }) => frontend));
  const [frontend] = frontends;
  if (frontends.size !== 1 || frontend === undefined) return null;
  const elsewhere = frontend.lines.some(
    ({ words: [first, name = ""] }) =>
      (first === "use_backend" || first === "default_backend") &&
      name !== section.name &&
      !name.startsWith(names.prefix),
  );
  return elsewhere ? null : frontend.name;
}

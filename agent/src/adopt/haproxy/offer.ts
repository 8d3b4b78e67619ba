import { serversOf, type KnownServer } from "./server-line.ts";
import { effective, effectiveLines, type Service } from "./service.ts";

/** What of a service can be steered as it is, with where each number stands; null where it cannot. */
export type ServiceOffer = {
  readonly http: boolean;
  readonly servers: readonly KnownServer[];
  /** The algorithm in use among the four; null when it balances in a way of its own, which is then left alone. */
  readonly algorithm: Algorithm | null;
  readonly balance: readonly string[];
  readonly maxConnections: number | null;
  readonly timeoutMs: number | null;
  readonly caches: boolean;
  /** HAProxy compresses today. Where it does not, a rule that turns compression off would reach what the servers compress themselves. */
  readonly compression: boolean;
  readonly cannot: readonly string[];
};

export type Algorithm = "roundrobin" | "leastconn" | "random2" | "uri_hash";

/** Looks at a service and says what can be steered of it, and in a sentence each what cannot. */
export function offerOf(service: Service): ServiceOffer {
  const { section, sections } = service;
  const get = (...words: string[]) => effective(section, sections, ...words);
  const http = get("mode")?.[0] === "http";
  const all = serversOf(service);
  // Spares take no part, unless there is nothing else.
  const regular = all.filter(({ backup }) => !backup);
  const servers = regular.length > 0 ? regular : all;
  const cannot: string[] = [];
  const note = <Value>(value: Value | null, sentence: string) => {
    if (value === null) cannot.push(sentence);
    return value;
  };
  const balance = get("balance") ?? ["roundrobin"];
  const algorithm = note(
    algorithmOf(balance, http),
    `load_balancing_algorithm: ${section.name} balances by ${balance.join(" ")}, which may be there to keep clients on their servers; choose roundrobin, leastconn, random(2) or uri to have it steered`,
  );
  const limits = new Set(servers.map(({ maxConnections }) => maxConnections));
  const [first = 0] = limits;
  const maxConnections = note(
    limits.size === 1 && first > 0 ? first : null,
    limits.has(0)
      ? `max_connections and queue_limit: ${nameOf(servers, 0)} has no maxconn, so nothing ever waits; give each server of ${section.name} the same maxconn and adopt again`
      : `max_connections and queue_limit: the servers of ${section.name} have different maxconn; give them one and adopt again`,
  );
  if (servers.length < 2)
    cannot.push(`active_servers: ${section.name} has ${servers.length} server in service, and one must stay`);
  cannot.push(
    "cpu_allocation: needs CPU quotas; give each server in haproxy.json a cgroup and add limits.cpu_allocation",
  );
  if (!http) {
    cannot.push(
      `caching_strategy, cache_ttl, compression, request_timeout: ${section.name} is not in mode http, so HAProxy sees no requests`,
    );
    return {
      http,
      servers,
      algorithm,
      balance,
      maxConnections,
      timeoutMs: null,
      caches: false,
      compression: false,
      cannot,
    };
  }
  return {
    http,
    servers,
    algorithm,
    balance,
    maxConnections,
    timeoutMs: note(timeoutOf(service), timeoutSentence(section.name)),
    caches: note(cachesItself(service) ? null : "ours", cacheSentence(section.name)) !== null,
    compression: note(get("compression", "algo") ?? null, compressionSentence(section.name)) !== null,
    cannot,
  };
}

function algorithmOf([name = "", ...more]: readonly string[], http: boolean): Algorithm | null {
  if (name === "uri") return http && more.length === 0 ? "uri_hash" : null;
  if (name === "random" || name === "random(2)") return "random2";
  return (name === "roundrobin" || name === "leastconn") && more.length === 0 ? name : null;
}

function timeoutOf({ section, sections }: Service): number | null {
  if (ruled(section.lines, "set-timeout")) return null;
  const [given] = effective(section, sections, "timeout", "server") ?? [];
  const [, number, unit = "ms"] = /^(\d+)(us|ms|s|m|h|d)?$/.exec(given ?? "") ?? [];
  const factor = { us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit] ?? 1;
  const ms = Math.round(Number(number ?? 0) * factor);
  return ms > 0 ? ms : null;
}

function cachesItself(service: Service): boolean {
  const lines = [
    ...effectiveLines(service.section, service.sections),
    ...service.routes.flatMap(({ frontend }) => frontend.lines),
  ];
  return ruled(lines, "cache-use") || ruled(lines, "cache-store");
}

const ruled = (lines: readonly { readonly words: readonly string[] }[], action: string) =>
  lines.some(({ words }) => words[1] === action);

const timeoutSentence = (name: string) =>
  `request_timeout: ${name} has no timeout server to start from, or sets one by a rule; give it one and adopt again`;
const compressionSentence = (name: string) =>
  `compression: HAProxy does not compress for ${name}; add compression algo gzip and compression type to it and adopt again`;
const cacheSentence = (name: string) =>
  `caching_strategy and cache_ttl: ${name} has cache rules of its own; take them out and adopt again to have them steered`;

function nameOf(servers: readonly KnownServer[], maxConnections: number): string {
  return `server ${servers.find((server) => server.maxConnections === maxConnections)?.name ?? "?"}`;
}

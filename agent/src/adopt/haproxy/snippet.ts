import type { ConfigLine } from "./config-section.ts";
import type { MapName, Names } from "./names.ts";
import type { Algorithm, ServiceOffer } from "./offer.ts";
import type { Service } from "./service.ts";

const BALANCE: Record<Algorithm, readonly string[]> = {
  roundrobin: ["balance roundrobin"],
  leastconn: ["balance leastconn"],
  random2: ["balance random(2)"],
  uri_hash: ["balance uri", "hash-type consistent"],
};

/** Seconds that an answer is kept under each strategy; cache_ttl caps them. */
export const CACHE_STRATEGIES = { off: 0, micro: 1, short: 10, long: 3600 } as const;
export const LONGEST_TTL_S = 3600;
export const UNLIMITED_QUEUE = 10_000;

/** The algorithms that a service can be switched between. */
export function algorithmsOf({ algorithm, http }: ServiceOffer): readonly Algorithm[] {
  if (algorithm === null) return [];
  return http ? ["roundrobin", "leastconn", "random2", "uri_hash"] : ["roundrobin", "leastconn", "random2"];
}

/** The one generated configuration file: a backend for each algorithm over the service's own servers, its cache and its ring. */
export function snippetText(service: Service, offer: ServiceOffer, names: Names, withRing: boolean): string {
  const inherits = service.defaults !== null && service.defaults.name !== "" ? service.defaults.name : names.defaults;
  const own =
    inherits === names.defaults ? [section(`defaults ${names.defaults}`, texts(service.defaults?.lines))] : [];
  const algorithms = algorithmsOf(offer);
  // What the service refuses or rewrites by its own rules must have happened before an answer comes out of the cache.
  const body = [...copiedLines(service), ...ownRules(offer, names), ...serverLines(service, offer)];
  const backends =
    algorithms.length === 0
      ? [section(`backend ${names.single} from ${inherits}`, [...balanceLines(service), ...body])]
      : algorithms.map((algorithm) =>
          section(`backend ${names.backend(algorithm)} from ${inherits}`, [...BALANCE[algorithm], ...body]),
        );
  const ring = section(`ring ${names.ring}`, ["format raw", "maxlen 1024", "size 1048576"]);
  const cache = section(`cache ${names.cache}`, [
    "total-max-size 32",
    "max-object-size 262144",
    `max-age ${LONGEST_TTL_S}`,
  ]);
  return `${[
    `# Made by fleet-agent adopt for ${service.section.name}; made again by every adopt, so change nothing here.\n# Load it after your own file: haproxy -f YOURS -f THIS.`,
    ...(withRing ? [ring] : []),
    ...(offer.caches ? [cache] : []),
    ...own,
    ...backends,
  ].join("\n\n")}\n`;
}

function section(head: string, lines: readonly string[]): string {
  return [head, ...lines.map((line) => `  ${line}`)].join("\n");
}

const texts = (lines: readonly ConfigLine[] = []) => lines.map(({ text }) => text);

function ownRules({ http, caches, compression, maxConnections, timeoutMs }: ServiceOffer, names: Names): string[] {
  const current = (map: MapName, converter: string, fallback: string | number) =>
    `str(current),${converter}(${names.mapPath(map)},${fallback})`;
  const rules: string[] = [];
  if (!http) return rules;
  if (timeoutMs !== null)
    rules.push(`http-request set-timeout server ${current("request_timeout", "map_str_int", timeoutMs)}`);
  if (maxConnections !== null)
    rules.push(
      `http-request set-var(txn.fleet_queue) ${current("queue_limit", "map_str_int", UNLIMITED_QUEUE)}`,
      "http-request deny deny_status 503 if { queue,sub(txn.fleet_queue) ge 0 }",
    );
  if (compression)
    rules.push(`http-request del-header Accept-Encoding unless { ${current("compression", "map", "off")} -m str on }`);
  if (caches) rules.push(...cacheRules(current, names));
  return rules;
}

// An answer that may be one person's own (a cookie, a login, `private`) is never kept, whatever the strategy says.
function cacheRules(
  current: (map: MapName, converter: string, fallback: string | number) => string,
  names: Names,
): string[] {
  const ttl = "var(txn.fleet_ttl)";
  const strategy = `${current("cache", "map", "off")},map_str_int(${names.mapPath("cache_strategies")},0)`;
  return [
    `filter cache ${names.cache}`,
    `http-request set-var(txn.fleet_ttl) ${strategy} if METH_GET !{ req.hdr(cookie) -m found } !{ req.hdr(authorization) -m found }`,
    `http-request set-var(txn.fleet_cap) ${current("cache_ttl", "map_str_int", LONGEST_TTL_S)}`,
    `http-request set-var(txn.fleet_ttl) var(txn.fleet_cap) if { ${ttl},sub(txn.fleet_cap) gt 0 }`,
    `http-request cache-use ${names.cache} if { ${ttl} -m int gt 0 }`,
    `http-response set-var(txn.fleet_keep) bool(true) if { ${ttl} -m int gt 0 } !{ res.hdr(set-cookie) -m found } !{ res.hdr(cache-control),lower -m sub no-store no-cache private }`,
    // HAProxy 2.6 may read past the header's end and keep a page far longer when max-age is the last thing in it.
    `http-response set-header Cache-Control "max-age=%[${ttl}], must-revalidate" if { var(txn.fleet_keep) -m bool }`,
    `http-response cache-store ${names.cache} if { var(txn.fleet_keep) -m bool }`,
  ];
}

const NEVER_COPIED = new Set([
  "balance",
  "hash-type",
  "server",
  "server-template",
  "stick-table",
  "stick",
  "id",
  "bind",
  "default_backend",
  "use_backend",
]);
// What a listen does as a frontend has been done before its requests come here.
const DONE_BY_LISTEN = new Set([
  "http-request",
  "http-response",
  "http-after-response",
  "tcp-request",
  "capture",
  "maxconn",
  "monitor-uri",
  "monitor",
  "log",
  "log-format",
  "log-tag",
  "redirect",
  "filter",
  "compression",
]);

function copiedLines({ section: { kind, name, lines } }: Service): string[] {
  return lines.flatMap(({ words, text }) => {
    const [first = ""] = words;
    // A client stays on its server over a switch when all copies share the table.
    if (first === "stick") return [words.includes("table") ? text : `${text} table ${name}`];
    if (NEVER_COPIED.has(first) || (kind === "listen" && DONE_BY_LISTEN.has(first))) return [];
    return [text];
  });
}

// The service's own servers are checked once; the copies follow what that finds.
function serverLines({ section: { name, lines } }: Service, { servers }: ServiceOffer): string[] {
  return lines.flatMap((line) => {
    const [first, server = ""] = line.words;
    if (first === "server-template") return [line.text];
    if (first !== "server") return [];
    const checked = servers.find((known) => known.line === line)?.checked ?? line.words.includes("check");
    const follows = checked && !line.words.includes("track");
    return [follows ? `${line.text} no-check no-agent-check track ${name}/${server}` : line.text];
  });
}

function balanceLines({ section: { lines } }: Service): string[] {
  return texts(lines.filter(({ words: [first] }) => first === "balance" || first === "hash-type"));
}

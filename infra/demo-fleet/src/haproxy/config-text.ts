import { LOG_FORMAT } from "@fleet-persona/agent";
import {
  ALGORITHMS,
  CACHE_TTL_S,
  CLIENT_TIMEOUT_MS,
  DEFAULT_ALGORITHM,
  DEFAULT_CACHE,
  MAX_CONNECTIONS,
  QUEUE_TIMEOUT_MS,
  SERVERS,
} from "../sizing.ts";

export const FRONTEND = "www";
export const RING = "req";

export type ProxyFiles = {
  readonly socket: string;
  readonly algorithmMap: string;
  readonly cacheMap: string;
  readonly ttlMap: string;
};

export const backendOf = (algorithm: string) => `be_${algorithm}`;

const BALANCE: Record<(typeof ALGORITHMS)[number], string> = {
  roundrobin: "balance roundrobin",
  leastconn: "balance leastconn",
  random2: "balance random(2)",
  uri_hash: "balance uri\n  hash-type consistent",
};

/** The maps' text at the default configuration. */
export function mapTexts(): { algorithm: string; cache: string; ttl: string } {
  const ttl = Object.entries(CACHE_TTL_S).map(([strategy, seconds]) => `${strategy} ${seconds}\n`);
  return { algorithm: `current ${DEFAULT_ALGORITHM}\n`, cache: `current ${DEFAULT_CACHE}\n`, ttl: ttl.join("") };
}

/**
 * The whole haproxy.cfg: one backend per algorithm over the same origins, the map decides which; the cache rules ask another
 * map, so both are switched at run time without a reload. HAProxy 2.6 reads a byte beyond a max-age that ends the header, and
 * then keeps some pages ten times as long: hence a directive after it. Checkout goes first in the queue and may be sent to a second origin.
 */
export function configText(files: ProxyFiles, port: number, originPorts: ReadonlyMap<string, number>): string {
  const ttls = Object.values(CACHE_TTL_S);
  const caching = Object.entries(CACHE_TTL_S).flatMap(([name, seconds]) => (seconds > 0 ? [name] : []));
  return `global
  nbthread 1
  maxconn 4000
  stats socket ${files.socket} mode 600 level admin
  stats timeout 1h
  # A reader of the ring that stays attached must not hold up the end of the process.
  hard-stop-after 1s

ring ${RING}
  format raw
  maxlen 512
  size 1048576

cache objects
  total-max-size 32
  max-object-size 65536
  max-age ${Math.max(...ttls)}

defaults
  mode http
  timeout connect 1s
  timeout client 30s
  timeout server ${CLIENT_TIMEOUT_MS}ms
  timeout queue ${QUEUE_TIMEOUT_MS}ms
  timeout http-keep-alive 120s
  option redispatch
  retries 2
  http-reuse always

frontend ${FRONTEND}
  bind 127.0.0.1:${port}
  log ring@${RING} format raw local0
  log-format "${LOG_FORMAT}"
  filter cache objects
  http-request set-var(txn.cache) str(current),map(${files.cacheMap},${DEFAULT_CACHE})
  http-request set-var(txn.ttl) var(txn.cache),map(${files.ttlMap},0)
  http-request set-var(txn.store) str(yes) if METH_GET { path_beg /catalogue/ } { var(txn.cache) -m str ${caching.join(" ")} }
  http-request cache-use objects if { var(txn.store) -m str yes }
  http-request set-priority-class int(-10) if { path_beg /checkout }
  http-response set-header Cache-Control "max-age=%[var(txn.ttl)], public" if { var(txn.store) -m str yes }
  http-response cache-store objects if { var(txn.store) -m str yes }
  use_backend be_%[str(current),map(${files.algorithmMap},${DEFAULT_ALGORITHM})]

${ALGORITHMS.map((algorithm) => backendText(algorithm, originPorts)).join("\n")}`;
}

function backendText(algorithm: (typeof ALGORITHMS)[number], originPorts: ReadonlyMap<string, number>): string {
  const servers = SERVERS.map(
    ({ name, share }) =>
      `  server ${name} 127.0.0.1:${originPorts.get(name)} weight ${Math.round(share * 100)} maxconn ${MAX_CONNECTIONS.default}\n`,
  );
  return `backend ${backendOf(algorithm)}\n  ${BALANCE[algorithm]}\n${servers.join("")}`;
}

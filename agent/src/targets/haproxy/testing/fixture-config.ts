import { join } from "node:path";
import { LOG_FORMAT } from "../../../collectors/haproxy/log-line.ts";
import { haproxyTargetSchema, type HaproxyTargetConfig } from "../config.ts";

export const SERVERS = ["s1", "s2", "s3"] as const;

/** `full` has everything the target can steer; `plain` is one backend and a stats socket, as found on many hosts. */
export type Shape = "full" | "plain";

const BALANCE = {
  roundrobin: "balance roundrobin",
  leastconn: "balance leastconn",
  random2: "balance random(2)",
  uri_hash: "balance uri\n  hash-type consistent",
} as const;

/** What each map holds at the start. */
export const MAPS = {
  algorithm: "current leastconn",
  cache: "# made by hand\ncurrent short",
  cache_ttl: "current 30",
  queue_limit: "current 1000",
  request_timeout: "current 8000",
  compression: "current off",
} as const;

export const mapFile = (folder: string, map: keyof typeof MAPS) => join(folder, `${map}.map`);

/** The host's target file for the fixture's HAProxy. */
export function targetConfig(folder: string, shape: Shape): HaproxyTargetConfig {
  const file = (name: string) => join(folder, name);
  const plain = {
    kind: "haproxy",
    stats_socket: file("s.sock"),
    servers: SERVERS.map((name) => ({ name })),
    backends: [{ name: "be_roundrobin" }],
    limits: { max_connections: { min: 1, max: 16 }, active_servers: { min: 2, max: 3 }, weight: { min: 1, max: 100 } },
  };
  if (shape === "plain") return haproxyTargetSchema.parse(plain);
  return haproxyTargetSchema.parse({
    ...plain,
    ring: "req",
    maps: Object.fromEntries(Object.keys(MAPS).map((map) => [map, mapFile(folder, map as keyof typeof MAPS)])),
    frontend: "www",
    servers: SERVERS.map((name, index) => ({
      name,
      relative_size: [1, 0.5, 1.5][index],
      cgroup: file(name),
      cpuacct: file(name),
    })),
    backends: Object.keys(BALANCE).map((algorithm) => ({ name: `be_${algorithm}`, algorithm })),
    cgroup: { version: 1 },
    limits: {
      ...plain.limits,
      cpu_allocation: { min: 0.1, max: 0.4 },
      queue_limit: { min: 16, max: 1000 },
      request_timeout: { min: 1, max: 10 },
      cache_ttl: { min: 1, max: 60 },
    },
    server_state_file: file("servers.state"),
    behaviour: { search_path: "/search", checkout_path: "/checkout" },
  });
}

/** The haproxy.cfg; `level` is that of its stats socket. */
export function configText(
  folder: string,
  shape: Shape,
  level: string,
  front: number,
  ports: readonly number[],
): string {
  const lines = ports.map((port, index) => `  server s${index + 1} 127.0.0.1:${port} maxconn 4 weight 10\n`).join("");
  const map = (name: keyof typeof MAPS, fallback: string) => `str(current),map(${mapFile(folder, name)},${fallback})`;
  const whole = (name: keyof typeof MAPS, fallback: number) =>
    `str(current),map_str_int(${mapFile(folder, name)},${fallback})`;
  const base = `global
  nbthread 1
  stats socket ${folder}/s.sock mode 600 level ${level}
${shape === "full" ? `  server-state-file ${folder}/servers.state\n` : ""}defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
  timeout queue 5s
${shape === "full" ? "  load-server-state-from-file global\n" : ""}`;
  if (shape === "plain")
    return `${base}frontend www
  bind 127.0.0.1:${front}
  default_backend be_roundrobin
backend be_roundrobin
  balance roundrobin
${lines}`;
  const backend = (algorithm: keyof typeof BALANCE) => `backend be_${algorithm}
  ${BALANCE[algorithm]}
  http-request set-timeout server ${whole("request_timeout", 8000)}
  http-request set-var(txn.queue_limit) ${whole("queue_limit", 1000)}
  http-request deny deny_status 503 if { queue,sub(txn.queue_limit) ge 0 }
${lines}`;
  return `${base}ring req
  format raw
  maxlen 512
  size 65536
cache objects
  total-max-size 4
  max-age 60
frontend www
  bind 127.0.0.1:${front}
  log ring@req format raw local0
  log-format "${LOG_FORMAT}"
  filter cache objects
  filter compression
  compression algo gzip
  compression type text/plain
  http-request del-header Accept-Encoding unless { ${map("compression", "off")} -m str on }
  http-request set-var(txn.ttl) ${whole("cache_ttl", 30)} unless { ${map("cache", "off")} -m str off }
  http-request cache-use objects if { var(txn.ttl) -m found } { path_beg /catalogue/ }
  http-response set-header Cache-Control "max-age=%[var(txn.ttl)], must-revalidate" if { var(txn.ttl) -m found }
  http-response cache-store objects if { var(txn.ttl) -m found }
  use_backend be_%[${map("algorithm", "leastconn")}]
${(Object.keys(BALANCE) as (keyof typeof BALANCE)[]).map(backend).join("")}`;
}

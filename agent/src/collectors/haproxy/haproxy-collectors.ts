import type { Signals } from "@fleet-persona/engine";
import type { HaproxyTargetConfig } from "../../targets/haproxy/config.ts";
import type { HostState, KnobHost } from "../../targets/haproxy/knob.ts";
import { cpuSecondsOf } from "./cpu-usage.ts";
import { parseHttpLogLine } from "./http-log-line.ts";
import { parseLogLine, type BehaviourPaths, type LogFilter } from "./log-line.ts";
import { followRing, type LogRing } from "./log-ring.ts";
import { requestWindow, type WindowSummary } from "./request-window.ts";
import type { StatRow } from "./show-stat.ts";

/** `read` turns what was just read from HAProxy, the log ring and the groups into signals; `now` in ms since the epoch. */
export type HaproxyCollectors = {
  read(now: number, state: HostState): Signals;
  /** Another process may answer than before: its counters begin anew, and what the old one still logs is not the service's. */
  restarted(): void;
  close(): Promise<void>;
};

type Counters = {
  readonly at: number;
  readonly requests: number;
  readonly bytesOut: number;
  readonly lookups: number;
  readonly hits: number;
  readonly cpuSeconds: number | null;
};

const SHORTEST_INTERVAL_MS = 300;

/** Signals of one HAProxy. What cannot be known yet, or any more, is absent or keeps its old time: never zero, never now. */
export function haproxyCollectors({ config }: KnobHost): HaproxyCollectors {
  const window = requestWindow();
  const backends = new Set(config.backends.map((backend) => backend.name));
  const paths: BehaviourPaths = {
    search: bytesOf(config.behaviour.search_path),
    checkout: bytesOf(config.behaviour.checkout_path),
  };
  // A frontend that serves others too logs their requests as well.
  const names = config.frontend === undefined ? [...backends].map((name) => Buffer.from(name, "utf8")) : null;
  const filter: LogFilter = { ...paths, backends: names };
  const parse = config.log_format === "httplog" ? parseHttpLogLine : parseLogLine;
  const onLine = (bytes: Buffer, start: number, end: number, now: number) => {
    const request = parse(bytes, start, end, filter);
    if (request) window.add(request, now);
  };
  const ring =
    config.ring === undefined ? null : followRing({ socketPath: config.stats_socket, ring: config.ring, onLine });
  let previous: Counters | null = null;
  let rates: Signals = {};

  return {
    read(now, state) {
      const counters = countersOf(now, state, config);
      // Two readings too close together say nothing about a rate: the last one stands.
      if (previous === null || now - previous.at >= SHORTEST_INTERVAL_MS) {
        rates = previous === null ? {} : ratesBetween(previous, counters, state, config);
        previous = counters;
      }
      const queued = state.proxy.stat
        .filter((row) => backends.has(row.proxy))
        .reduce((sum, row) => sum + row.queued, 0);
      return {
        ...rates,
        queue_depth: { value: queued, at: now },
        ...ringSignals(freshAt(ring, now), window.summary(now), paths),
      };
    },
    restarted() {
      previous = null;
      ring?.reattach();
    },
    close: () => ring?.close() ?? Promise.resolve(),
  };
}

function ringSignals(at: number | null, summary: WindowSummary, offered: BehaviourPaths): Signals {
  if (at === null) return {};
  const { percentiles, errorRate, searchShare, checkoutShare } = summary;
  const reading = (value: number | null | undefined) =>
    value === null || value === undefined ? undefined : { value, at };
  return {
    latency_p50: reading(percentiles?.p50),
    latency_p95: reading(percentiles?.p95),
    latency_p99: reading(percentiles?.p99),
    error_rate: reading(errorRate),
    ...(offered.search ? { search_share: reading(searchShare) } : {}),
    ...(offered.checkout ? { checkout_share: reading(checkoutShare) } : {}),
  };
}

function countersOf(at: number, { proxy }: HostState, config: HaproxyTargetConfig): Counters {
  const front = proxy.stat.find((row) => row.proxy === config.frontend && row.line === "FRONTEND");
  const counted = front === undefined ? proxy.stat.filter((row) => row.line === "BACKEND") : [front];
  // A cache rule counts where it stands: in the frontend or in a backend.
  const all = proxy.stat.filter((row) => row === front || row.line === "BACKEND");
  const version = config.cgroup?.version;
  const used = version === undefined ? [null] : config.servers.map((server) => cpuSecondsOf(server, version));
  return {
    at,
    requests: total(counted, (row) => row.requests),
    bytesOut: total(counted, (row) => row.bytesOut),
    lookups: total(all, (row) => row.cacheLookups),
    hits: total(all, (row) => row.cacheHits),
    cpuSeconds: used.reduce((sum: number | null, own) => (sum === null || own === null ? null : sum + own), 0),
  };
}

// Counters that went back mean a restart in between: this interval is unknown.
function ratesBetween(before: Counters, after: Counters, state: HostState, config: HaproxyTargetConfig): Signals {
  const seconds = (after.at - before.at) / 1000;
  if (after.requests < before.requests) return {};
  const lookups = after.lookups - before.lookups;
  const cores = state.cores === null ? 0 : [...state.cores.values()].reduce((sum, own) => sum + own, 0);
  const used = before.cpuSeconds === null || after.cpuSeconds === null ? null : after.cpuSeconds - before.cpuSeconds;
  const at = after.at;
  return {
    request_rate: { value: (after.requests - before.requests) / seconds, at },
    throughput: { value: (after.bytesOut - before.bytesOut) / seconds, at },
    cache_hit_ratio:
      config.maps.cache === undefined
        ? undefined
        : { value: lookups === 0 ? 0 : (after.hits - before.hits) / lookups, at },
    cpu_utilisation:
      used !== null && used >= 0 && Number.isFinite(cores) && cores > 0
        ? { value: used / seconds / cores, at }
        : undefined,
  };
}

// The ring may have been read after this look began; a reading is never from the future.
function freshAt(ring: LogRing | null, now: number): number | null {
  const at = ring?.freshAt() ?? null;
  return at === null ? null : Math.min(at, now);
}

function total(rows: readonly StatRow[], of: (row: StatRow) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

function bytesOf(path: string | undefined): Buffer | null {
  return path === undefined ? null : Buffer.from(path, "utf8");
}

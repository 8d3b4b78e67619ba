import { parseStat, type StatRow } from "../../collectors/haproxy/show-stat.ts";
import { TargetError } from "../target-error.ts";
import { MAP_KEY, type HaproxyTargetConfig } from "./config.ts";
import type { RuntimeApi } from "./runtime-api.ts";

/** One server as all its copies (one for each backend) have it. */
export type ServerState = {
  readonly name: string;
  /** Administratively ready in the backend in use. */
  readonly ready: boolean;
  /** Ready in every copy, or drained in every copy. */
  readonly agreed: boolean;
  readonly maxConnections: number;
  readonly maxConnectionsAgreed: boolean;
  /** Requests it is serving or holding, over all copies. */
  readonly sessions: number;
};

/** What HAProxy says it is doing, read in one exchange. */
export type ProxyState = {
  readonly algorithm: string;
  readonly cache: string;
  readonly servers: readonly ServerState[];
  readonly stat: readonly StatRow[];
};

/** Reads maps and statistics. Rejects with `refused` when HAProxy does not know what the host's file names. */
export async function readProxy(api: RuntimeApi, config: HaproxyTargetConfig): Promise<ProxyState> {
  const [algorithmMap = "", cacheMap = "", csv = ""] = await api.send([
    `show map ${config.maps.algorithm}`,
    `show map ${config.maps.cache}`,
    "show stat",
  ]);
  const algorithm = mapValue(algorithmMap, config.maps.algorithm);
  const cache = mapValue(cacheMap, config.maps.cache);
  const backend = config.backends.find((candidate) => candidate.algorithm === algorithm);
  if (!backend)
    throw new TargetError("refused", `the algorithm map says "${algorithm}", which no backend of the target file has`);
  const stat = parseStat(csv);
  return {
    algorithm,
    cache,
    servers: config.servers.map(({ name }) => serverState(name, backend.name, stat, config)),
    stat,
  };
}

function mapValue(reply: string, file: string): string {
  for (const line of reply.split("\n")) {
    const [, key, value] = line.split(" ");
    if (key === MAP_KEY && value !== undefined) return value;
  }
  throw new TargetError("refused", `HAProxy has no key "${MAP_KEY}" in the map ${file}: ${reply.trim().slice(0, 120)}`);
}

function serverState(name: string, inUse: string, stat: readonly StatRow[], config: HaproxyTargetConfig): ServerState {
  const copies = config.backends.map((backend) => {
    const row = stat.find((candidate) => candidate.proxy === backend.name && candidate.line === name);
    if (!row) throw new TargetError("refused", `HAProxy has no server ${backend.name}/${name}`);
    return row;
  });
  const main = copies.find((row) => row.proxy === inUse) ?? copies[0];
  const ready = main !== undefined && isReady(main);
  return {
    name,
    ready,
    agreed: copies.every((row) => isReady(row) === ready),
    maxConnections: main?.sessionLimit ?? 0,
    maxConnectionsAgreed: copies.every((row) => row.sessionLimit === main?.sessionLimit),
    sessions: copies.reduce((sum, row) => sum + row.sessions + row.queued, 0),
  };
}

const isReady = (row: StatRow) => !row.status.startsWith("DRAIN") && !row.status.startsWith("MAINT");

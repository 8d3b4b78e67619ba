import { parseStat, type StatRow } from "../../collectors/haproxy/show-stat.ts";
import { TargetError } from "../target-error.ts";
import { MAP_KEY, namedMaps, type HaproxyMap, type HaproxyTargetConfig } from "./config.ts";
import type { RuntimeApi } from "./runtime-api.ts";
import { parseServersState, type AdminState } from "./servers-state.ts";

/** One server in one backend. */
export type ServerCopy = {
  readonly backend: string;
  readonly admin: AdminState;
  /** 0 means no limit. */
  readonly maxConnections: number;
  readonly weight: number;
  /** Requests it is serving or holding. */
  readonly sessions: number;
};

/** One server as all its copies (one for each backend) have it. */
export type ServerState = {
  readonly name: string;
  readonly copies: readonly ServerCopy[];
  /** The copy in the backend in use. */
  readonly main: ServerCopy;
  /** Administratively ready in the backend in use. */
  readonly ready: boolean;
  readonly sessions: number;
};

/** What HAProxy says it is doing, read in one exchange. */
export type ProxyState = {
  /** Which process answered; another one after each restart and reload. */
  readonly process: string;
  readonly version: string;
  readonly maps: Readonly<Partial<Record<HaproxyMap, string>>>;
  readonly servers: readonly ServerState[];
  readonly stat: readonly StatRow[];
};

/** The commands whose replies `proxyState` reads, in the same order: only the proxies of the host's file are asked about. */
export function readCommands(config: HaproxyTargetConfig): string[] {
  return [
    "show info",
    ...namedMaps(config).map(([, file]) => `show map ${file}`),
    ...config.backends.map(({ name }) => `show servers state ${name}`),
    ...config.backends.map(({ name }) => `show stat ${name} 6 -1`),
    ...(config.frontend === undefined ? [] : [`show stat ${config.frontend} 1 -1`]),
  ];
}

/** Reads maps, servers and statistics. Rejects with `refused` when HAProxy does not know what the host's file names. */
export async function readProxy(api: RuntimeApi, config: HaproxyTargetConfig): Promise<ProxyState> {
  return proxyState(await api.send(readCommands(config)), config);
}

/** Makes one state of the replies to `readCommands`. */
export function proxyState(replies: readonly string[], config: HaproxyTargetConfig): ProxyState {
  const named = namedMaps(config);
  const [info = "", ...rest] = replies;
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, "m").exec(info)?.[1];
  const maps = Object.fromEntries(named.map(([map, file], index) => [map, mapValue(rest[index] ?? "", file)]));
  const count = config.backends.length;
  const admin = config.backends.map(({ name }, index) => {
    const reply = rest[named.length + index] ?? "";
    return [name, parseServersState(reply)] as const;
  });
  const stat = rest.slice(named.length + count).flatMap(parseStat);
  const inUse = backendInUse(config, maps["algorithm"]);
  return {
    process: `${field("Pid") ?? "?"}@${field("Start_time_sec") ?? "?"}`,
    version: field("Version") ?? "unknown",
    maps,
    servers: config.servers.map(({ name }) => serverState(name, inUse, stat, new Map(admin))),
    stat,
  };
}

function backendInUse(config: HaproxyTargetConfig, algorithm: string | undefined): string {
  const chosen = config.backends.find((backend) => algorithm === undefined || backend.algorithm === algorithm);
  if (chosen !== undefined) return chosen.name;
  const said = `the algorithm map says "${algorithm}", which no backend of the target file has`;
  throw new TargetError("refused", said);
}

function mapValue(reply: string, file: string): string {
  for (const line of reply.split("\n")) {
    const [, key, value] = line.split(" ");
    if (key === MAP_KEY && value !== undefined) return value;
  }
  throw new TargetError("refused", `HAProxy has no key "${MAP_KEY}" in the map ${file}: ${reply.trim().slice(0, 120)}`);
}

function serverState(
  name: string,
  inUse: string,
  stat: readonly StatRow[],
  admin: ReadonlyMap<string, ReturnType<typeof parseServersState>>,
): ServerState {
  const copies = [...admin].map(([backend, servers]): ServerCopy => {
    const row = stat.find((candidate) => candidate.proxy === backend && candidate.line === name);
    const own = servers.get(name);
    if (!row || !own) throw new TargetError("refused", `HAProxy has no server ${backend}/${name}`);
    return { backend, ...own, maxConnections: row.sessionLimit, sessions: row.sessions + row.queued };
  });
  const main = copies.find((copy) => copy.backend === inUse);
  if (!main) throw new TargetError("refused", `HAProxy has no server ${inUse}/${name}`);
  const sessions = copies.reduce((sum, copy) => sum + copy.sessions, 0);
  return { name, copies, main, ready: main.admin === "ready", sessions };
}

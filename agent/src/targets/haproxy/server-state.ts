import type { StatRow } from "../../collectors/haproxy/show-stat.ts";
import { TargetError } from "../target-error.ts";
import type { HaproxyMap, HaproxyTargetConfig } from "./config.ts";
import type { AdminState, KnownServers } from "./servers-state.ts";

/** One server in one backend. */
export type ServerCopy = {
  readonly backend: string;
  readonly admin: AdminState;
  /** What this copy itself was told; the rest of `admin` comes from a server that it tracks. */
  readonly told: AdminState;
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

/** What HAProxy says it is doing, read in one exchange; what was not asked about is empty. */
export type ProxyState = {
  /** Which process answered; another one after each restart and reload. */
  readonly process: string;
  readonly version: string;
  readonly maps: Readonly<Partial<Record<HaproxyMap, string>>>;
  readonly servers: readonly ServerState[];
  readonly stat: readonly StatRow[];
  /** The whole of `show servers state` as it came; null when it was asked for one backend at a time, or not at all. */
  readonly serversState: string | null;
};

/** Puts together what `show servers state` and statistics (null: not asked) say. Throws `refused` for a server that HAProxy does not know. */
export function serverStates(
  config: HaproxyTargetConfig,
  algorithm: string | undefined,
  admin: KnownServers,
  stat: readonly StatRow[] | null,
): readonly ServerState[] {
  const inUse = backendInUse(config, algorithm);
  const rows = new Map(stat?.map((row) => [`${row.proxy}/${row.line}`, row]));
  return config.servers.map(({ name }): ServerState => {
    const copies = config.backends.map(({ name: backend }): ServerCopy => {
      const row = rows.get(`${backend}/${name}`);
      const own = admin.get(`${backend}/${name}`);
      if (!own || (stat !== null && !row)) throw new TargetError("refused", `HAProxy has no server ${backend}/${name}`);
      return {
        backend,
        ...own,
        maxConnections: row?.sessionLimit ?? 0,
        sessions: (row?.sessions ?? 0) + (row?.queued ?? 0),
      };
    });
    const main = copies.find((copy) => copy.backend === inUse);
    if (!main) throw new TargetError("refused", `HAProxy has no server ${inUse}/${name}`);
    const sessions = copies.reduce((sum, copy) => sum + copy.sessions, 0);
    return { name, copies, main, ready: main.admin === "ready", sessions };
  });
}

function backendInUse(config: HaproxyTargetConfig, algorithm: string | undefined): string {
  const chosen = config.backends.find((backend) => algorithm === undefined || backend.algorithm === algorithm);
  if (chosen !== undefined) return chosen.name;
  const said = `the algorithm map says "${algorithm}", which no backend of the target file has`;
  throw new TargetError("refused", said);
}

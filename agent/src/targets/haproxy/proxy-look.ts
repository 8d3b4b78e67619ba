import { parseStat, type StatRow } from "../../collectors/haproxy/show-stat.ts";
import { TargetError } from "../target-error.ts";
import { MAP_KEY, namedMaps, type HaproxyMap, type HaproxyTargetConfig } from "./config.ts";
import type { Knob } from "./knob.ts";
import { serverStates, type ProxyState } from "./server-state.ts";
import { parseServersState } from "./servers-state.ts";

/** What to ask about: everything, or only what some knobs need. `admin` leaves out statistics, limits among them. */
export type LookScope = {
  readonly maps: ReadonlySet<HaproxyMap>;
  readonly servers: "none" | "admin" | "statistics";
};

/** Commands to send and what their replies, in the same order, mean. */
export type ProxyLook = { readonly commands: readonly string[]; state(replies: readonly string[]): ProxyState };

// Beyond this, asking about each proxy by name costs less than reading those of everybody.
const LARGE_REPLY = 128 * 1024;

/** HAProxy takes a turn for each command, so a change asks about itself alone. */
export function scopeOf(knobs: readonly Knob[]): LookScope {
  const reads = new Set(knobs.map((knob) => knob.reads));
  const servers = reads.has("statistics") ? "statistics" : reads.has("admin") ? "admin" : "none";
  const maps = [...reads].filter((read) => read !== "statistics" && read !== "admin");
  return { servers, maps: new Set(servers === "none" ? maps : [...maps, "algorithm"]) };
}

/** Looks at one HAProxy; remembers whether it has so many proxies that they must be asked about one by one. */
export function proxyLooker(config: HaproxyTargetConfig, largeReply = LARGE_REPLY): (scope: LookScope) => ProxyLook {
  let oneByOne = false;
  const proxies = [
    ...config.backends.map(({ name }) => name),
    ...(config.frontend === undefined ? [] : [config.frontend]),
  ];
  return (scope) => {
    const maps = namedMaps(config).filter(([map]) => scope.maps.has(map));
    const apart = oneByOne;
    const admin = apart ? config.backends.map(({ name }) => `show servers state ${name}`) : ["show servers state"];
    const allStat = apart ? proxies.map((name) => `show stat ${name} -1 -1`) : ["show stat"];
    const stat = scope.servers === "statistics" ? allStat : [];
    return {
      commands: [
        "show info",
        ...maps.map(([, file]) => `show map ${file}`),
        ...(scope.servers === "none" ? [] : [...admin, ...stat]),
      ],
      state([info = "", ...rest]) {
        const values = maps.map(([map, file], index) => [map, mapValue(rest[index] ?? "", file)] as const);
        const found = { ...processOf(info), maps: Object.fromEntries(values) };
        if (scope.servers === "none") return { ...found, servers: [], stat: [], serversState: null };
        const adminReplies = rest.slice(maps.length, maps.length + admin.length);
        const statReplies = rest.slice(maps.length + admin.length);
        oneByOne ||= statReplies.some((reply) => reply.length > largeReply);
        const rows: StatRow[] = statReplies.flatMap((reply) => parseStat(reply, new Set(proxies)));
        const algorithm = found.maps["algorithm"];
        const known = parseServersState(adminReplies);
        const servers = serverStates(config, algorithm, known, scope.servers === "statistics" ? rows : null);
        return { ...found, servers, stat: rows, serversState: apart ? null : (adminReplies[0] ?? null) };
      },
    };
  };
}

function processOf(info: string): { process: string; version: string } {
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, "m").exec(info)?.[1];
  // Inside a container every process may have the same id.
  const process = `${field("Pid") ?? "?"}@${field("Start_time_sec") ?? "?"}`;
  return { process, version: field("Version") ?? "unknown" };
}

function mapValue(reply: string, file: string): string {
  for (const line of reply.split("\n")) {
    const [, key, value] = line.split(" ");
    if (key === MAP_KEY && value !== undefined) return value;
  }
  throw new TargetError("refused", `HAProxy has no key "${MAP_KEY}" in the map ${file}: ${reply.trim().slice(0, 120)}`);
}

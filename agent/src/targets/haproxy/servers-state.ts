/** What an administrator, or the agent, told a server to be; health is something else. */
export type AdminState = "ready" | "drain" | "maint";

/** `told` is what was said to this copy itself, `admin` what holds with what it inherits from a server that it tracks. */
type KnownServer = { readonly admin: AdminState; readonly told: AdminState; readonly weight: number };

/** By `backend/server`. */
export type KnownServers = ReadonlyMap<string, KnownServer>;

// HAProxy's SRV_ADMF_* bits: maintenance forced, inherited from a tracked server, by resolution; drain forced, inherited.
const FORCED = { maintenance: 0x01, drain: 0x08 };
const ANY = { maintenance: 0x01 | 0x02 | 0x20, drain: 0x08 | 0x10 };

/**
 * Reads replies to `show servers state [BACKEND]` by their header. The status column of `show stat` would not do: a drained
 * server whose checks fail reads DOWN there.
 */
export function parseServersState(replies: readonly string[]): KnownServers {
  const servers = new Map<string, KnownServer>();
  let columns: readonly string[] = [];
  for (const line of replies.flatMap((reply) => reply.split("\n"))) {
    const cells = line.split(" ");
    if (line.startsWith("# ")) columns = cells.slice(1);
    if (cells.length < 4 || line.startsWith("#")) continue;
    const cell = (name: string) => cells[columns.indexOf(name)] ?? "";
    const bits = Number(cell("srv_admin_state"));
    servers.set(`${cell("be_name")}/${cell("srv_name")}`, {
      admin: stateOf(bits, ANY),
      told: stateOf(bits, FORCED),
      weight: Number(cell("srv_uweight")),
    });
  }
  return servers;
}

function stateOf(bits: number, { maintenance, drain }: typeof ANY): AdminState {
  if ((bits & maintenance) !== 0) return "maint";
  return (bits & drain) === 0 ? "ready" : "drain";
}

/** What an administrator, or the agent, told a server to be; health is something else. */
export type AdminState = "ready" | "drain" | "maint";

/** By `backend/server`. */
export type KnownServers = ReadonlyMap<string, { readonly admin: AdminState; readonly weight: number }>;

// HAProxy's SRV_ADMF_* bits: maintenance forced, inherited from a tracked server, by resolution; drain forced, inherited.
const MAINTENANCE = 0x01 | 0x02 | 0x20;
const DRAIN = 0x08 | 0x10;

/**
 * Reads replies to `show servers state [BACKEND]` by their header. The status column of `show stat` would not do: a drained
 * server whose checks fail reads DOWN there.
 */
export function parseServersState(replies: readonly string[]): KnownServers {
  const servers = new Map<string, { admin: AdminState; weight: number }>();
  let columns: readonly string[] = [];
  for (const line of replies.flatMap((reply) => reply.split("\n"))) {
    const cells = line.split(" ");
    if (line.startsWith("# ")) columns = cells.slice(1);
    if (cells.length < 4 || line.startsWith("#")) continue;
    const cell = (name: string) => cells[columns.indexOf(name)] ?? "";
    const bits = Number(cell("srv_admin_state"));
    const admin = (bits & MAINTENANCE) !== 0 ? "maint" : (bits & DRAIN) !== 0 ? "drain" : "ready";
    servers.set(`${cell("be_name")}/${cell("srv_name")}`, { admin, weight: Number(cell("srv_uweight")) });
  }
  return servers;
}

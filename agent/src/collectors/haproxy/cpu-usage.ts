import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HaproxyServer } from "../../targets/haproxy/config.ts";

/** CPU seconds that a server's group has used since it was made; null where the host does not account for it. */
export function cpuSecondsOf(server: HaproxyServer, version: 1 | 2): number | null {
  const folder = server.cpuacct ?? server.cgroup;
  if (folder === undefined) return null;
  try {
    if (version === 1) return Number(readFileSync(join(folder, "cpuacct.usage"), "utf8")) / 1e9;
    const microseconds = /^usage_usec (\d+)$/m.exec(readFileSync(join(folder, "cpu.stat"), "utf8"))?.[1];
    return microseconds === undefined ? null : Number(microseconds) / 1e6;
  } catch {
    return null;
  }
}

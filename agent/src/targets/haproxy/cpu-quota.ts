import { readFileSync } from "node:fs";
import { access, constants, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { TargetError } from "../target-error.ts";
import type { HaproxyServer, HaproxyTargetConfig } from "./config.ts";

/** Cores that one server may use, kept by the kernel. Rejects with `refused` when the host does not let us. */
export type CpuQuota = { read(): Promise<number>; write(cores: number): Promise<void>; writable(): Promise<boolean> };

/** The quota of one server's group; null where the host offers none. */
export function cpuQuota(server: HaproxyServer, cgroup: HaproxyTargetConfig["cgroup"]): CpuQuota | null {
  if (cgroup === null || server.cgroup === undefined) return null;
  const file = join(server.cgroup, cgroup.version === 1 ? "cpu.cfs_quota_us" : "cpu.max");
  const period = cgroup.period_us;
  return {
    async read() {
      // Kernel files answer from memory: a trip through the thread pool costs ten times the read.
      const text = await guarded(
        Promise.try(() => readFileSync(file, "utf8")),
        file,
      );
      const [quota = "", ownPeriod] = text.trim().split(/\s+/);
      const value = Number(quota);
      // "-1" and "max" mean no limit, which is as many cores as there are.
      return Number.isFinite(value) && value > 0 ? value / Number(ownPeriod ?? period) : availableParallelism();
    },
    async write(cores) {
      const quota = Math.max(1_000, Math.round(cores * period));
      await guarded(writeFile(file, cgroup.version === 1 ? String(quota) : `${quota} ${period}`), file);
    },
    writable: () =>
      access(file, constants.W_OK).then(
        () => true,
        () => false,
      ),
  };
}

async function guarded<T>(work: Promise<T>, file: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new TargetError("refused", `the CPU quota in ${file} cannot be used`, { cause: error });
  }
}

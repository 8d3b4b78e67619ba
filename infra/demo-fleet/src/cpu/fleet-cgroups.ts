import { access, mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The folders of one server's group; with version 1 accounting may be mounted apart from the quota. */
export type ServerGroup = { readonly cgroup: string; readonly cpuacct: string | undefined };

/** Groups of one fleet, one for each server, with a CPU quota; gone after `close`. */
export type FleetCgroups = {
  readonly version: 1 | 2;
  readonly groups: ReadonlyMap<string, ServerGroup>;
  setCores(server: string, cores: number): Promise<void>;
  readCores(server: string): Promise<number>;
  admit(server: string, pid: number): Promise<void>;
  close(): Promise<void>;
};

type Mount = { readonly version: 1 | 2; readonly cpu: string; readonly cpuacct: string };

const PREFIX = "fleet-persona-";
const V1 = { version: 1, cpu: "/sys/fs/cgroup/cpu", cpuacct: "/sys/fs/cgroup/cpuacct" } as const;
const V2 = { version: 2, cpu: "/sys/fs/cgroup", cpuacct: "/sys/fs/cgroup" } as const;

/** Makes the groups, or gives null where this machine or this user cannot hold a process to a quota. */
export async function openFleetCgroups(
  servers: readonly string[],
  periodUs: number,
  id: string,
): Promise<FleetCgroups | null> {
  const mount = await usableMount();
  if (mount === null) return null;
  await sweep(mount);
  const fleet = `${PREFIX}${process.pid}-${id}`;
  try {
    return await makeGroups(mount, fleet, servers, periodUs);
  } catch {
    await removeFleet(mount, fleet);
    return null;
  }
}

async function usableMount(): Promise<Mount | null> {
  if (process.platform !== "linux") return null;
  if (await exists(join(V1.cpu, "cpu.cfs_quota_us"), join(V1.cpu, "cpu.cfs_period_us"))) return V1;
  const control = join(V2.cpu, "cgroup.subtree_control");
  await writeFile(control, "+cpu").catch(() => undefined);
  const controllers = await readFile(control, "utf8").catch(() => "");
  return controllers.split(/\s+/).includes("cpu") ? V2 : null;
}

async function makeGroups(
  mount: Mount,
  fleet: string,
  servers: readonly string[],
  periodUs: number,
): Promise<FleetCgroups> {
  const roots = [...new Set([mount.cpu, mount.cpuacct])];
  for (const root of roots) await mkdir(join(root, fleet));
  if (mount.version === 2) await writeFile(join(mount.cpu, fleet, "cgroup.subtree_control"), "+cpu");
  // A quota is only a ceiling: the weight makes it a promise when the rest of the machine is busy.
  if (mount.version === 1) await writeFile(join(mount.cpu, fleet, "cpu.shares"), "8192");
  else await writeFile(join(mount.cpu, fleet, "cpu.weight"), "800");
  const groups = new Map<string, ServerGroup>();
  for (const server of servers) {
    for (const root of roots) await mkdir(join(root, fleet, server));
    const cgroup = join(mount.cpu, fleet, server);
    groups.set(server, { cgroup, cpuacct: mount.version === 1 ? join(mount.cpuacct, fleet, server) : undefined });
    if (mount.version === 1) await writeFile(join(cgroup, "cpu.cfs_period_us"), String(periodUs));
  }
  const folder = (server: string) => join(mount.cpu, fleet, server);
  return {
    version: mount.version,
    groups,
    async setCores(server, cores) {
      const quota = Math.round(cores * periodUs);
      if (mount.version === 1) await writeFile(join(folder(server), "cpu.cfs_quota_us"), String(quota));
      else await writeFile(join(folder(server), "cpu.max"), `${quota} ${periodUs}`);
    },
    async readCores(server) {
      const file = mount.version === 1 ? "cpu.cfs_quota_us" : "cpu.max";
      return Number.parseInt(await readFile(join(folder(server), file), "utf8"), 10) / periodUs;
    },
    async admit(server, pid) {
      for (const root of roots) await writeFile(join(root, fleet, server, "cgroup.procs"), String(pid));
    },
    close: () => removeFleet(mount, fleet),
  };
}

/** Groups whose owner is gone (it was killed) are empty and can be removed; those of living fleets are left alone. */
async function sweep(mount: Mount): Promise<void> {
  for (const root of new Set([mount.cpu, mount.cpuacct])) {
    for (const name of await readdir(root).catch(() => [])) {
      const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
      if (Number.isInteger(pid) && !(await exists(`/proc/${pid}`))) await removeFleet(mount, name);
    }
  }
}

async function removeFleet(mount: Mount, fleet: string): Promise<void> {
  for (const root of new Set([mount.cpu, mount.cpuacct])) {
    const folder = join(root, fleet);
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isDirectory()) await removeEmptied(join(folder, entry.name));
    await removeEmptied(folder);
  }
}

// The kernel lets go of a group a moment after its last process has ended.
async function removeEmptied(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      await rmdir(folder);
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EBUSY")) return;
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }
}

async function exists(...paths: string[]): Promise<boolean> {
  for (const path of paths)
    if (
      !(await access(path).then(
        () => true,
        () => false,
      ))
    )
      return false;
  return true;
}

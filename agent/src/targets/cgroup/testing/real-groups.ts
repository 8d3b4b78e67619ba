import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { Agent, get } from "node:http";
import { join } from "node:path";
import { cgroupTargetSchema, type CgroupTargetConfig } from "../config.ts";

export type RealGroups = AsyncDisposable & {
  readonly config: CgroupTargetConfig;
  underLoad(work: () => Promise<void>): Promise<{ requests: number; failed: number }>;
  /** Makes the parent's quota so small that the kernel refuses the larger child more than it has; null where it never does. */
  readonly tighten: (() => Promise<void>) | null;
  loosen(): Promise<void>;
  /** A process that takes all the CPU its group may have, for so long; gives the cores it got. */
  burn(ms: number): Promise<number>;
};

const V1 = "/sys/fs/cgroup/cpu";
const V1_ACCOUNT = "/sys/fs/cgroup/cpuacct";
const V2 = "/sys/fs/cgroup";
const SIZES = { s1: 0.5, s2: 1.5 } as const;
const PERIOD = 100_000;

// One HTTP server in the group: traffic that a quota change must not disturb.
const SERVER = `const s = require("node:http").createServer((_, r) => r.end("ok")); s.keepAliveTimeout = 60000;
s.listen(0, "127.0.0.1", () => console.log(s.address().port)); process.stdin.on("end", () => process.exit()).resume();`;
const BURN = `const end = Date.now() + Number(process.argv[1]); while (Date.now() < end);
const { user, system } = process.cpuUsage(); console.log((user + system) / 1e6);`;

/** Groups of the kernel's own with a server in each; or in words why this machine or this user cannot have them. */
export async function realGroups(): Promise<RealGroups | string> {
  const version = await usableVersion();
  if (version === null) return "no CPU controller that this user may use";
  const parent = `fleet-persona-target-${process.pid}-${Math.round(performance.now())}`;
  const mounts = version === 1 ? [V1, V1_ACCOUNT] : [V2];
  const [main = V1] = mounts;
  try {
    for (const mount of mounts) await mkdir(join(mount, parent));
    if (version === 2) await writeFile(join(main, parent, "cgroup.subtree_control"), "+cpu");
    // A quota is only a ceiling: the weight lets the groups reach it while the rest of the machine is busy.
    if (version === 1) await writeFile(join(main, parent, "cpu.shares"), "16384");
    else await writeFile(join(main, parent, "cpu.weight"), "1600");
    for (const mount of mounts) for (const name of Object.keys(SIZES)) await mkdir(join(mount, parent, name));
  } catch (error) {
    await removeGroups(mounts, parent);
    return `the kernel gave no groups (${error instanceof Error ? error.message : "unknown"})`;
  }
  const config = targetConfig(version, parent);
  for (const group of config.groups) await setQuota(group.folder, version, 0.2 * group.relative_size);
  const servers = await Promise.all(Object.keys(SIZES).map((name) => serverIn(mounts, parent, name)));
  return {
    config,
    underLoad: (work) =>
      traffic(
        servers.map(({ port }) => port),
        work,
      ),
    tighten: version === 1 ? () => setQuota(join(main, parent), 1, 0.5) : null,
    loosen: () => writeFile(join(main, parent, "cpu.cfs_quota_us"), "-1"),
    burn: (ms) => burn(mounts, parent, ms),
    async [Symbol.asyncDispose]() {
      for (const { child } of servers) await ended(child);
      await removeGroups(mounts, parent);
    },
  };
}

function targetConfig(version: 1 | 2, parent: string): CgroupTargetConfig {
  const groups = Object.entries(SIZES).map(([name, relative_size]) => ({
    name,
    relative_size,
    folder: join(version === 1 ? V1 : V2, parent, name),
    ...(version === 1 ? { cpuacct: join(V1_ACCOUNT, parent, name) } : {}),
  }));
  const limits = { cpu_allocation: { min: 0.2, max: 0.6 } };
  return cgroupTargetSchema.parse({ kind: "cgroup", version, groups, limits });
}

async function usableVersion(): Promise<1 | 2 | null> {
  const has = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  if (await has(join(V1, "cpu.cfs_quota_us"))) return 1;
  if (await has(join(V1, "cgroup.procs"))) return 1;
  const controllers = await readFile(join(V2, "cgroup.subtree_control"), "utf8").catch(() => "");
  return controllers.split(/\s+/).includes("cpu") ? 2 : null;
}

async function setQuota(folder: string, version: 1 | 2, cores: number): Promise<void> {
  if (version === 1) await writeFile(join(folder, "cpu.cfs_period_us"), String(PERIOD));
  if (version === 1) await writeFile(join(folder, "cpu.cfs_quota_us"), String(Math.round(cores * PERIOD)));
  else await writeFile(join(folder, "cpu.max"), `${Math.round(cores * PERIOD)} ${PERIOD}`);
}

async function admit(mounts: readonly string[], parent: string, name: string, child: ChildProcess): Promise<void> {
  for (const mount of mounts) await writeFile(join(mount, parent, name, "cgroup.procs"), String(child.pid));
}

async function serverIn(mounts: readonly string[], parent: string, name: string) {
  const child = spawn(process.execPath, ["-e", SERVER], { stdio: ["pipe", "pipe", "ignore"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  await admit(mounts, parent, name, child);
  return { child, port: Number(line.toString("utf8")) };
}

async function burn(mounts: readonly string[], parent: string, ms: number): Promise<number> {
  const child = spawn(process.execPath, ["-e", BURN, String(ms)], { stdio: ["ignore", "pipe", "ignore"] });
  await admit(mounts, parent, "s2", child);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  await ended(child);
  return Number(line.toString("utf8")) / (ms / 1_000);
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function removeGroups(mounts: readonly string[], parent: string): Promise<void> {
  for (const mount of mounts) {
    for (const path of [...Object.keys(SIZES).map((name) => join(parent, name)), parent]) {
      // The kernel lets go of a group a moment after its last process has ended.
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const failed = await rmdir(join(mount, path)).then(
          () => null,
          (error: NodeJS.ErrnoException) => error.code,
        );
        if (failed !== "EBUSY") break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}

async function traffic(
  ports: readonly number[],
  work: () => Promise<void>,
): Promise<{ requests: number; failed: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const tally = { requests: 0, failed: 0 };
  const state = { over: false };
  const ask = (port: number) =>
    new Promise<void>((resolve) => {
      tally.requests += 1;
      const failed = () => resolve(void (tally.failed += 1));
      get({ host: "127.0.0.1", port, agent }, (answer) => answer.resume().on("end", resolve)).on("error", failed);
    });
  const running = (async () => {
    while (!state.over || tally.requests <= 60) {
      await Promise.all(ports.map(ask));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  await work();
  state.over = true;
  await running;
  agent.destroy();
  return tally;
}

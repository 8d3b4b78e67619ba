import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cgroupTargetSchema, type CgroupTargetConfig } from "../config.ts";

export const GROUPS = [
  { name: "s1", relative_size: 0.5, cores: 0.1 },
  { name: "s2", relative_size: 1, cores: 0.2 },
  { name: "s3", relative_size: 1.5, cores: 0.3 },
] as const;

export type PlainGroups = AsyncDisposable & {
  readonly folder: string;
  readonly config: CgroupTargetConfig;
  quota(name: string): Promise<string>;
  fileOf(name: string): string;
  /** The kernel's counters run on while `work` does what it does, as if the groups were busy. */
  busy(work: () => Promise<void>): Promise<{ requests: number; failed: number }>;
  /** Sets the counters as if the groups had been busy for so many ticks since they were made. */
  setTicks(ticks: number): Promise<void>;
  readonly vanish: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
};

/** Plain files in the shape of a version's groups, so that no kernel is needed; the real ones have a test of their own. */
export async function plainGroups(version: 1 | 2, change: object = {}): Promise<PlainGroups> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "cg-")));
  const groups = join(folder, "groups");
  const fileOf = (name: string) => join(groups, name, version === 1 ? "cpu.cfs_quota_us" : "cpu.max");
  for (const { name, cores } of GROUPS) {
    await mkdir(join(groups, name), { recursive: true });
    await writeFile(fileOf(name), version === 1 ? `${cores * 100_000}\n` : `${cores * 50_000} 50000\n`);
    if (version === 1) await writeFile(join(groups, name, "cpu.cfs_period_us"), "100000\n");
    await count(groups, name, version, 0);
  }
  const config = cgroupTargetSchema.parse({
    kind: "cgroup",
    version,
    groups: GROUPS.map(({ name, relative_size }) => ({ name, relative_size, folder: join(groups, name) })),
    limits: { cpu_allocation: { min: 0.1, max: 0.4 } },
    ...change,
  });
  return {
    folder,
    config,
    fileOf,
    quota: async (name) => (await readFile(fileOf(name), "utf8")).trim(),
    busy: (work) => busy(groups, version, work),
    async setTicks(ticks) {
      for (const { name } of GROUPS) await count(groups, name, version, ticks);
    },
    vanish: () => rename(groups, `${groups}.away`),
    comeBack: () => rename(`${groups}.away`, groups),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

// A fifth of a core in each group, throttled in a quarter of its periods.
async function count(groups: string, name: string, version: 1 | 2, ticks: number): Promise<void> {
  const stat = `nr_periods ${ticks * 4}\nnr_throttled ${ticks}\n`;
  const folder = join(groups, name);
  if (version === 2) return await replace(folder, "cpu.stat", `usage_usec ${ticks * 2_000}\n${stat}`);
  await replace(folder, "cpu.stat", `${stat}throttled_time ${ticks * 1_000}\n`);
  return await replace(folder, "cpuacct.usage", `${ticks * 2_000_000}\n`);
}

// As with the kernel's own files, nobody ever reads half of one.
async function replace(folder: string, name: string, text: string): Promise<void> {
  await writeFile(join(folder, `.${name}`), text);
  await rename(join(folder, `.${name}`), join(folder, name));
}

async function busy(
  groups: string,
  version: 1 | 2,
  work: () => Promise<void>,
): Promise<{ requests: number; failed: number }> {
  const state = { over: false, requests: 0 };
  const running = (async () => {
    while (!state.over || state.requests <= 60) {
      state.requests += 1;
      for (const { name } of GROUPS) await count(groups, name, version, state.requests);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  await work();
  state.over = true;
  await running;
  return { requests: state.requests, failed: 0 };
}

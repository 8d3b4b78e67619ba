import { existsSync } from "node:fs";
import type { SteerableAttribute, Target } from "../target.ts";
import { privilegedHelper } from "../../privileged-helper/helper-client.ts";
import { attributeTarget } from "../attribute-target.ts";
import type { CgroupTargetConfig } from "./config.ts";
import { kernelFileWriter, mayWrite, quotaFile, quotaText, readQuota, type Quota } from "./cpu-files.ts";
import { cpuSignals } from "./cpu-signals.ts";

const TOLERANCE = 0.0005; // cores: a quota is kept in whole microseconds of its period

/** Opens the target on the groups of the host's file. They need not be there yet. `isWritable` asks whether the agent itself may write. */
export async function openCgroupTarget(
  config: CgroupTargetConfig,
  isWritable: (file: string) => Promise<boolean> = mayWrite,
): Promise<Target> {
  const { name, version, groups, period_us: periodUs, limits, helper } = config;
  const write = kernelFileWriter(helper === undefined ? null : privilegedHelper(helper), isWritable);
  const quotas = (): Quota[] => groups.map((group) => readQuota(group, version, periodUs));
  const cannot = helper === undefined ? await unwritable(config, isWritable) : [];
  const offered: SteerableAttribute[] = [{ name: "cpu_allocation", kind: "range", ...limits.cpu_allocation }];
  const observe = cpuSignals(config);

  const putBack = async (before: readonly Quota[]): Promise<void> => {
    for (const [index, group] of groups.entries()) {
      const text = before[index]?.text;
      if (text !== undefined) await write(quotaFile(group, version), text);
    }
  };
  const writeAll = async (cores: number): Promise<() => Promise<void>> => {
    const before = quotas();
    for (const [index, group] of groups.entries()) {
      const period = before[index]?.periodUs ?? periodUs;
      try {
        await write(quotaFile(group, version), quotaText(cores * group.relative_size, period, version));
      } catch (error) {
        // The group that refused was not changed; those before it were. When that cannot be helped, the first error tells why.
        await putBack(before.slice(0, index)).catch(() => undefined);
        throw error;
      }
    }
    return () => putBack(before);
  };

  return attributeTarget({
    name,
    version: `cgroup v${version}`,
    attributes: cannot.length === 0 ? offered : [],
    cannot,
    tolerance: TOLERANCE,
    read: async () => (cannot.length === 0 ? { cpu_allocation: meanOf(config, quotas()) } : {}),
    isInForce: async (_, value) =>
      quotas().every(({ cores }, index) => {
        const wanted = Number(value) * (groups[index]?.relative_size ?? 1);
        return Math.abs(cores - wanted) <= TOLERANCE;
      }),
    write: (_, value) => writeAll(Number(value)),
    observe: async (now) => observe(now),
  });
}

function meanOf({ groups }: CgroupTargetConfig, quotas: readonly Quota[]): number {
  const cores = quotas.reduce((sum, quota) => sum + quota.cores, 0);
  return cores / groups.reduce((sum, group) => sum + group.relative_size, 0);
}

async function unwritable(
  config: CgroupTargetConfig,
  isWritable: (file: string) => Promise<boolean>,
): Promise<string[]> {
  for (const group of config.groups) {
    const file = quotaFile(group, config.version);
    // A group that is not there yet may be made so that the agent can write it.
    if (existsSync(file) && !(await isWritable(file)))
      return [`cpu_allocation: the agent may not write ${file}, and its target file names no helper`];
  }
  return [];
}

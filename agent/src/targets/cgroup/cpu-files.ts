import { constants, readFileSync } from "node:fs";
import { access, open } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { PrivilegedHelper } from "../../privileged-helper/helper-client.ts";
import { TargetError } from "../target-error.ts";
import type { CgroupGroup } from "./config.ts";

/** What one group may use. `text` is what its quota file held, word for word, so that it can be put back as it was. */
export type Quota = { readonly cores: number; readonly text: string; readonly periodUs: number };

/** Counters since the group was made; null where the host does not account for them. */
export type CpuCounters = {
  readonly usageSeconds: number | null;
  readonly periods: number | null;
  readonly throttled: number | null;
};

/** Writes one kernel file. Rejects with `refused` or `unreachable`. */
export type WriteKernelFile = (file: string, text: string) => Promise<void>;

// The kernel takes no quota under a millisecond.
const SMALLEST_US = 1_000;

/** The file that holds a group's quota. */
export function quotaFile(group: CgroupGroup, version: 1 | 2): string {
  return join(group.folder, version === 1 ? "cpu.cfs_quota_us" : "cpu.max");
}

/** Reads a quota. No limit reads as all the cores there are. */
export function readQuota(group: CgroupGroup, version: 1 | 2, defaultPeriodUs: number): Quota {
  const file = quotaFile(group, version);
  const text = readKernelFile(file).trim();
  const [quota = "", second] = text.split(/\s+/);
  const periodUs = Number(second ?? (version === 1 ? ownPeriod(group) : null) ?? defaultPeriodUs);
  if (quota === "-1" || quota === "max") return { cores: availableParallelism(), text, periodUs };
  const value = Number(quota);
  if (quota !== "" && value > 0 && periodUs > 0) return { cores: value / periodUs, text, periodUs };
  throw new TargetError("unreachable", `${file} reads "${text.slice(0, 40)}", which is no quota`);
}

/** The text that gives a group so many cores, in the period it has. */
export function quotaText(cores: number, periodUs: number, version: 1 | 2): string {
  const quota = Math.max(SMALLEST_US, Math.round(cores * periodUs));
  return version === 1 ? String(quota) : `${quota} ${periodUs}`;
}

/** Reads what the kernel counts for a group. */
export function readCounters(group: CgroupGroup, version: 1 | 2): CpuCounters {
  const stat = textOrNull(join(group.folder, "cpu.stat")) ?? "";
  const counter = (name: string): number | null => {
    const digits = new RegExp(`^${name} (\\d+)$`, "m").exec(stat)?.[1];
    return digits === undefined ? null : Number(digits);
  };
  const periods = counter("nr_periods");
  const throttled = counter("nr_throttled");
  if (version === 2) return { usageSeconds: scaled(counter("usage_usec"), 1e-6), periods, throttled };
  const usage = textOrNull(join(group.cpuacct ?? group.folder, "cpuacct.usage"));
  return { usageSeconds: usage === null ? null : Number(usage) / 1e9, periods, throttled };
}

/** Writes a file itself where it may, through the helper where it may not and the host's file names one. */
export function kernelFileWriter(
  helper: PrivilegedHelper | null,
  isWritable: (file: string) => Promise<boolean> = mayWrite,
): WriteKernelFile {
  return async (file, text) => {
    if (helper !== null && !(await isWritable(file))) return await helper.write(file, text);
    try {
      await using opened = await open(file, constants.O_WRONLY | constants.O_TRUNC);
      await opened.write(text);
    } catch (error) {
      throw fileError(file, error);
    }
  };
}

export async function mayWrite(file: string): Promise<boolean> {
  return await access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
}

// Kernel files answer from memory: a trip through the thread pool costs ten times the read.
function readKernelFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw fileError(file, error);
  }
}

function textOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function ownPeriod(group: CgroupGroup): number | null {
  const period = Number(textOrNull(join(group.folder, "cpu.cfs_period_us")) ?? Number.NaN);
  return period > 0 ? period : null;
}

const scaled = (value: number | null, factor: number): number | null => (value === null ? null : value * factor);

// A group that is gone may come back with its service; a file that says no will go on saying it.
function fileError(file: string, cause: unknown): TargetError {
  const gone = cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENODEV");
  return new TargetError(gone ? "unreachable" : "refused", `${file} ${gone ? "is gone" : "cannot be used"}`, { cause });
}

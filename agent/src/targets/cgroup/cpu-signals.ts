import type { SignalReading, Signals } from "@fleet-persona/engine";
import { readCounters, readQuota, type CpuCounters } from "./cpu-files.ts";
import type { CgroupTargetConfig } from "./config.ts";

type Look = { readonly at: number; readonly counters: CpuCounters };

/**
 * `cpu_utilisation`: CPU seconds used since the last look over those the quotas allowed. `cpu_throttled_share`: of the
 * periods in which a group had something to run, those in which it was throttled (`nr_throttled` over `nr_periods`).
 * Both are ratios over all groups; the first look, and one after a group was made anew, gives neither.
 */
export function cpuSignals(config: CgroupTargetConfig): (now: number) => Signals {
  let last: Look | null = null;
  return (now) => {
    const look = { at: now, counters: sumOf(config) };
    const before = last;
    last = look;
    if (before === null || now <= before.at) return {};
    const since = (pick: (counters: CpuCounters) => number | null): number | null => {
      const [from, to] = [pick(before.counters), pick(look.counters)];
      return from === null || to === null || to < from ? null : to - from;
    };
    const signals: Record<string, SignalReading> = {};
    const used = since(({ usageSeconds }) => usageSeconds);
    const allowed = (allocatedCores(config) * (now - before.at)) / 1_000;
    if (used !== null) signals["cpu_utilisation"] = { value: used / allowed, at: now };
    const periods = since((counters) => counters.periods);
    const throttled = since((counters) => counters.throttled);
    if (periods !== null && throttled !== null)
      signals["cpu_throttled_share"] = { value: periods === 0 ? 0 : throttled / periods, at: now };
    return signals;
  };
}

function allocatedCores({ groups, version, period_us }: CgroupTargetConfig): number {
  return groups.reduce((sum, group) => sum + readQuota(group, version, period_us).cores, 0);
}

// One group without a counter makes the sum unknown: a part of the truth would read as less load.
function sumOf({ groups, version }: CgroupTargetConfig): CpuCounters {
  const all = groups.map((group) => readCounters(group, version));
  const total = (pick: (counters: CpuCounters) => number | null): number | null =>
    all.reduce<number | null>((sum, counters) => {
      const value = pick(counters);
      return sum === null || value === null ? null : sum + value;
    }, 0);
  return {
    usageSeconds: total(({ usageSeconds }) => usageSeconds),
    periods: total(({ periods }) => periods),
    throttled: total(({ throttled }) => throttled),
  };
}

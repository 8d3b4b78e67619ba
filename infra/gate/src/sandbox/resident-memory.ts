import { readFileSync } from "node:fs";

/** MiB a process holds now and has held at most; null where the system has no /proc, or the process is gone. */
export function residentMemory(pid: number): { readonly now: number; readonly peak: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const read = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) / 1_024;
    const [now, peak] = [read("VmRSS"), read("VmHWM")];
    return Number.isFinite(now) && Number.isFinite(peak) ? { now, peak } : null;
  } catch {
    return null;
  }
}

/** CPU time since the host started, in ticks: all of it, and that in which nothing ran. */
export type CpuTimes = { readonly total: number; readonly idle: number };

/** The `cpu` line of /proc/stat. Waiting for a disk is idle; a guest's time is in `user` already. Null when it is not there. */
export function parseCpuTimes(stat: string): CpuTimes | null {
  const fields = /^cpu +(.+)$/m.exec(stat)?.[1]?.split(/ +/).slice(0, 8).map(Number);
  if (fields === undefined || fields.length < 4 || fields.some(Number.isNaN)) return null;
  return { total: fields.reduce((sum, ticks) => sum + ticks, 0), idle: (fields[3] ?? 0) + (fields[4] ?? 0) };
}

/** How many CPUs /proc/stat lists. */
export function parseCpuCount(stat: string): number {
  return stat.match(/^cpu\d+ /gm)?.length ?? 0;
}

/** Share of memory that is not available, from /proc/meminfo. */
export function parseMemoryUse(meminfo: string): number | null {
  const [total, available] = ["MemTotal", "MemAvailable"].map((name) => {
    const kilobytes = new RegExp(`^${name}: +(\\d+) kB$`, "m").exec(meminfo)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes);
  });
  if (total === null || total === undefined || available === null || available === undefined || total <= 0) return null;
  return 1 - available / total;
}

/** Load average over one minute, from /proc/loadavg. */
export function parseLoad(loadavg: string): number | null {
  const load = /^(\d+(?:\.\d+)?) /.exec(loadavg)?.[1];
  return load === undefined ? null : Number(load);
}

/** Bytes since the host started over all interfaces but loopback, from /proc/net/dev. */
export function parseNetworkBytes(dev: string): { readonly received: number; readonly sent: number } | null {
  const rows = [...dev.matchAll(/^ *([^\s:]+): *(.+)$/gm)].filter(([, name]) => name !== "lo");
  if (rows.length === 0) return null;
  const sum = (column: number) =>
    rows.reduce((total, [, , fields = ""]) => total + Number(fields.split(/ +/)[column] ?? Number.NaN), 0);
  const [received, sent] = [sum(0), sum(8)];
  return Number.isNaN(received) || Number.isNaN(sent) ? null : { received, sent };
}

/** Share of the last ten seconds in which some task waited, from a file of /proc/pressure. */
export function parsePressure(pressure: string): number | null {
  const percent = /^some avg10=(\d+(?:\.\d+)?) /m.exec(pressure)?.[1];
  return percent === undefined ? null : Number(percent) / 100;
}

import type { Signals } from "@fleet-persona/engine";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { healthOf } from "../health-of.ts";
import type { Source } from "../source.ts";
import type { ProcSourceConfig } from "../source-config.ts";
import {
  parseCpuCount,
  parseCpuTimes,
  parseLoad,
  parseMemoryUse,
  parseNetworkBytes,
  parsePressure,
  type CpuTimes,
} from "./parse-proc.ts";

type Counters = {
  readonly at: number;
  readonly cpu: CpuTimes | null;
  readonly network: { readonly received: number; readonly sent: number } | null;
};

/** The host's own figures out of /proc. What this kernel does not offer (pressure needs PSI) is absent. */
export function openProcSource(config: ProcSourceConfig, now: () => number): Source {
  let before: Counters | null = null;
  let signals: Signals = {};
  let lastAt: number | null = null;

  const look = () => {
    const at = now();
    const stat = text(config.folder, "stat");
    const counters: Counters = {
      at,
      cpu: stat === null ? null : parseCpuTimes(stat),
      network: networkOf(config.folder),
    };
    const momentary = momentaryOf(config.folder, stat === null ? 0 : parseCpuCount(stat), at);
    const grown = before === null ? {} : ratesOf(before, counters, config.cpu_is_service);
    signals = { ...signals, ...momentary, ...grown };
    before = counters;
    if (stat !== null) lastAt = at;
  };
  look();
  const timer = setInterval(look, config.interval_s * 1000).unref();
  return {
    name: config.name,
    read: () => signals,
    health(at) {
      const problem = lastAt === null ? `${config.folder}/stat cannot be read: this source needs Linux's /proc.` : null;
      return healthOf(at, lastAt, config.interval_s * 2500, problem);
    },
    close() {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

function momentaryOf(folder: string, cores: number, at: number): Signals {
  const load = from(folder, "loadavg", parseLoad);
  return known(at, {
    host_memory_utilisation: from(folder, "meminfo", parseMemoryUse),
    host_load: load === null || cores === 0 ? null : load / cores,
    host_cpu_pressure: from(folder, "pressure/cpu", parsePressure),
    host_memory_pressure: from(folder, "pressure/memory", parsePressure),
    host_io_pressure: from(folder, "pressure/io", parsePressure),
  });
}

// Counters that went back mean that they began anew: this interval is unknown.
function ratesOf(before: Counters, after: Counters, cpuIsService: boolean): Signals {
  const seconds = (after.at - before.at) / 1000;
  if (seconds <= 0) return {};
  const ticks = before.cpu === null || after.cpu === null ? 0 : after.cpu.total - before.cpu.total;
  const idle = before.cpu === null || after.cpu === null ? 0 : after.cpu.idle - before.cpu.idle;
  const busy = ticks > 0 && idle >= 0 ? Math.min(1, Math.max(0, 1 - idle / ticks)) : null;
  const rate = (side: "received" | "sent") => {
    const grown = before.network === null || after.network === null ? -1 : after.network[side] - before.network[side];
    return grown >= 0 ? grown / seconds : null;
  };
  return known(after.at, {
    host_cpu_utilisation: busy,
    ...(cpuIsService ? { cpu_utilisation: busy } : {}),
    host_network_receive: rate("received"),
    host_network_transmit: rate("sent"),
  });
}

function known(at: number, values: Readonly<Record<string, number | null>>): Signals {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, { value, at }]])),
  );
}

function networkOf(folder: string): Counters["network"] {
  return from(folder, "net/dev", parseNetworkBytes);
}

function from<Value>(folder: string, file: string, parse: (content: string) => Value | null): Value | null {
  const content = text(folder, file);
  return content === null ? null : parse(content);
}

function text(folder: string, file: string): string | null {
  try {
    return readFileSync(join(folder, file), "utf8");
  } catch {
    return null;
  }
}

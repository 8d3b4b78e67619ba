import type { SourceConfig } from "./source-config.ts";
import { regionWord } from "./log/line-format.ts";

const PROC_SIGNALS = [
  "host_cpu_utilisation",
  "host_memory_utilisation",
  "host_load",
  "host_network_receive",
  "host_network_transmit",
  "host_cpu_pressure",
  "host_memory_pressure",
  "host_io_pressure",
];
const CLOCK_SIGNALS = ["time_of_day.sin", "time_of_day.cos", "day_of_week.sin", "day_of_week.cos"];
const LOG_SIGNALS = ["request_rate", "error_rate"];

/**
 * The names that a source may give, by its config alone: what a Persona can be told to expect before anything was measured.
 * Whether the lines, the exporter or the kernel really say it, health and readings tell.
 */
export function offeredSignals(config: SourceConfig): readonly string[] {
  switch (config.kind) {
    case "log-file":
    case "syslog":
      return logSignalNames(config);
    case "prometheus":
      return unique(config.rules.map(({ signal }) => signal));
    case "proc":
      return config.cpu_is_service ? [...PROC_SIGNALS, "cpu_utilisation"] : PROC_SIGNALS;
    case "receiver": {
      const { signals, metrics, events } = config;
      const counted = events.events.flatMap((event) => [`event_rate.${event}`, `event_share.${event}`]);
      const outcomes = events.experiments.map((experiment) => `outcome.${experiment}`);
      const depth = events.events.length > 0 ? ["session_depth"] : [];
      return unique([...signals, ...metrics.map(({ signal }) => signal), ...counted, ...depth, ...outcomes]);
    }
    case "clock":
      return CLOCK_SIGNALS;
    case "campaigns":
      return ["campaign_active", "campaign_starts_in"];
    default:
      return config satisfies never;
  }
}

type LogConfig = Extract<SourceConfig, { kind: "log-file" | "syslog" }>;
type LogSays = Readonly<Record<"duration" | "bytes" | "mobile" | "region" | "session", boolean>>;

function logSignalNames(config: LogConfig): readonly string[] {
  const says = logSays(config);
  return [
    ...LOG_SIGNALS,
    ...(says.duration ? ["latency_p50", "latency_p95", "latency_p99"] : []),
    ...(says.bytes ? ["throughput"] : []),
    ...(says.mobile ? ["mobile_share"] : []),
    ...(says.session ? ["session_depth"] : []),
    ...(config.search_path === undefined ? [] : ["search_share"]),
    ...(config.checkout_path === undefined ? [] : ["checkout_share"]),
    ...(says.region ? [...config.regions.map(regionWord), "other"].map((region) => `region_share.${region}`) : []),
  ];
}

function logSays({ format }: LogConfig): LogSays {
  switch (format.kind) {
    case "haproxy":
    case "httplog": {
      const { user_agent, mobile_hint, region } = format.captures;
      const mobile = user_agent !== undefined || mobile_hint !== undefined;
      return { duration: true, bytes: true, mobile, region: region !== undefined, session: true };
    }
    case "common": {
      const has = (field: (typeof format.trailing)[number]) => format.trailing.includes(field);
      return { duration: has("request_time"), bytes: true, mobile: true, region: has("region"), session: true };
    }
    case "json":
      return {
        duration: format.duration !== undefined,
        bytes: format.bytes !== undefined,
        mobile: format.user_agent !== undefined || format.mobile_hint !== undefined,
        region: format.region !== undefined,
        session: format.session !== undefined,
      };
    default:
      return format satisfies never;
  }
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

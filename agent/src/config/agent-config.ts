import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { AgentError, messageOf } from "../agent-error.ts";
import { sourcesSchema } from "../sources/source-config.ts";

const boundSchema = z.union([
  z
    .strictObject({ min: z.number(), max: z.number() })
    .refine((range) => range.min <= range.max, { message: "min is above max" }),
  z.strictObject({ allowed: z.array(z.union([z.string(), z.boolean()])).min(1) }),
]);

/** Signals that may leave the host unless its owner says otherwise: figures of load and latency, never of people. */
export const DEFAULT_EXPORTED_SIGNALS: readonly string[] = [
  "request_rate",
  "latency_p50",
  "latency_p95",
  "latency_p99",
  "error_rate",
  "throughput",
  "queue_depth",
  "cpu_utilisation",
  "cache_hit_ratio",
  "search_share",
  "checkout_share",
  "mobile_share",
  "time_of_day.*",
  "day_of_week.*",
  // What the hub told in the first place.
  "campaign_active",
  "campaign_starts_in",
  "intent.*",
  "conversion_rate",
  "revenue_rate",
];

/** The host's own file. Nothing that arrives from outside can change what it says. */
export const agentConfigSchema = z.strictObject({
  gateway_url: z.url({ protocol: /^https?$/ }).optional(),
  interval_ms: z.int().min(50).max(60_000).default(1000),
  targets: z.array(z.string().min(1)).default([]),
  /** A second place for the kill switch, where others than the agent's user may put a file. */
  kill_switch: z.string().startsWith("/").optional(),
  /** Where signals come from beside the targets. Only this file can name a path, an address or a port. */
  sources: sourcesSchema,
  bounds: z.record(z.string(), boundSchema).default({}),
  export_signals: z.array(z.string().min(1)).default([...DEFAULT_EXPORTED_SIGNALS]),
  outbox: z
    .strictObject({
      max_metric_frames: z.int().min(10).default(86_400),
      max_bytes: z
        .int()
        .min(100_000)
        .default(128 * 1024 * 1024),
    })
    .default({ max_metric_frames: 86_400, max_bytes: 128 * 1024 * 1024 }),
});

export type AgentConfig = Readonly<Omit<z.infer<typeof agentConfigSchema>, "targets">> &
  Readonly<{ targets: readonly string[] }>;

/** Reads and checks the file once. Relative target paths count from the file's own folder. */
export function loadAgentConfig(path: string): AgentConfig {
  const config = parseAgentConfig(readConfigText(path), path);
  return { ...config, targets: config.targets.map((target) => resolve(dirname(path), target)) };
}

/** Parses the text of a config file; the message of a refusal names each wrong field. */
export function parseAgentConfig(text: string, path: string): AgentConfig {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AgentError("config-invalid", `${path} is not JSON (${messageOf(error)}): correct it and start again.`);
  }
  const parsed = agentConfigSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AgentError("config-invalid", `${path}: ${describeIssues(parsed.error)}; correct it and start again.`);
}

function readConfigText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new AgentError(
      "config-invalid",
      `The config file ${path} cannot be read (${messageOf(error)}): run \`fleet-agent enrol\` or name one with --config FILE.`,
      { cause: error },
    );
  }
}

/** One line out of zod's list: "bounds.max_connections: min is above max". */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.map(String).join(".") || "the file"}: ${issue.message}`).join("; ");
}

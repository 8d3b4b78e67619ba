import { eventWordSchema, otlpRuleSchema, prometheusRuleSchema } from "@fleet-persona/signals";
import { signalNameSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { systemZoneOffsets } from "./clock/zone-files.ts";
import { isLoopback } from "./loopback.ts";

const name = (fallback: string) =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower-case words joined by dashes")
    .default(fallback);
const absolutePath = z.string().startsWith("/", "must be an absolute path");
const port = z.int().min(1).max(65_535);
const timeUnit = z.enum(["s", "ms", "us"]);
const loopbackAddress = z.string().refine(isLoopback, "must be a loopback address (127.0.0.1 or ::1)");

/** Positions (from 0) of `capture request header` lines in HAProxy's own configuration. */
const capturesSchema = z
  .strictObject({
    user_agent: z.int().min(0).max(15).optional(),
    mobile_hint: z.int().min(0).max(15).optional(),
    region: z.int().min(0).max(15).optional(),
    session: z.int().min(0).max(15).optional(),
  })
  .default({});

const logFormatSchema = z.discriminatedUnion("kind", [
  /** The project's own `log-format`, with or without the visitor's fields. */
  z.strictObject({ kind: z.literal("haproxy"), captures: capturesSchema }),
  /** HAProxy's `option httplog`. */
  z.strictObject({ kind: z.literal("httplog"), captures: capturesSchema }),
  /** NCSA common and combined; `trailing` names the fields that the host's log has behind them, in order. */
  z.strictObject({
    kind: z.literal("common"),
    trailing: z.array(z.enum(["request_time", "region", "session", "mobile_hint", "skip"])).default([]),
    time_unit: timeUnit.default("s"),
  }),
  /** One JSON object a line; each field is a key, or keys joined by dots. */
  z.strictObject({
    kind: z.literal("json"),
    status: z.string().min(1).default("status"),
    path: z.string().min(1).default("path"),
    duration: z.string().min(1).optional(),
    duration_unit: timeUnit.default("s"),
    bytes: z.string().min(1).optional(),
    user_agent: z.string().min(1).optional(),
    mobile_hint: z.string().min(1).optional(),
    region: z.string().min(1).optional(),
    session: z.string().min(1).optional(),
  }),
]);
export type LogFormat = z.infer<typeof logFormatSchema>;

const everyLog = {
  format: logFormatSchema,
  window_s: z.int().min(1).max(300).default(5),
  search_path: z.string().startsWith("/").optional(),
  checkout_path: z.string().startsWith("/").optional(),
  /** Regions counted by name; what a client could send beyond them is `other`, so nobody can invent signals. */
  regions: z
    .array(z.string().regex(/^[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*$/))
    .max(64)
    .default([]),
  /** What no line for a whole window means: nothing is known, or there were no requests. */
  silence: z.enum(["unknown", "no-requests"]).default("unknown"),
};

const logFileSchema = z.strictObject({
  kind: z.literal("log-file"),
  name: name("log-file"),
  path: absolutePath,
  ...everyLog,
});
const syslogSchema = z.strictObject({
  kind: z.literal("syslog"),
  name: name("syslog"),
  address: loopbackAddress.default("127.0.0.1"),
  port,
  ...everyLog,
});
export type LogSourceConfig = z.infer<typeof logFileSchema> | z.infer<typeof syslogSchema>;

const prometheusSchema = z.strictObject({
  kind: z.literal("prometheus"),
  name: name("prometheus"),
  url: z.url({ protocol: /^https?$/ }),
  interval_s: z.number().min(1).max(3600).default(15),
  timeout_s: z.number().min(0.1).max(60).default(5),
  max_bytes: z
    .int()
    .min(1024)
    .max(64 * 1024 * 1024)
    .default(4 * 1024 * 1024),
  /** File with a bearer token, read anew for each scrape. */
  bearer_file: absolutePath.optional(),
  rules: z.array(prometheusRuleSchema).min(1).max(64),
});
export type PrometheusSourceConfig = z.infer<typeof prometheusSchema>;

const procSchema = z.strictObject({
  kind: z.literal("proc"),
  name: name("proc"),
  interval_s: z.number().min(0.5).max(300).default(5),
  /** The host does nothing but serve: its CPU use is the service's own. */
  cpu_is_service: z.boolean().default(false),
  folder: absolutePath.default("/proc"),
});
export type ProcSourceConfig = z.infer<typeof procSchema>;

const eventsSchema = z.strictObject({
  window_s: z.int().min(1).max(3600).default(60),
  events: z.array(eventWordSchema).max(64).default([]),
  experiments: z.array(eventWordSchema).max(16).default([]),
});

const receiverSchema = z
  .strictObject({
    kind: z.literal("receiver"),
    name: name("receiver"),
    address: z.string().min(1).default("127.0.0.1"),
    port: z.int().min(0).max(65_535).default(4318),
    /** Every request must carry this file's content as a bearer token; without it only loopback may be listened on. */
    token_file: absolutePath.optional(),
    /** The only signals that may be pushed by name. */
    signals: z.array(signalNameSchema).max(128).default([]),
    /** OTLP metrics become signals by these rules and no others. */
    metrics: z.array(otlpRuleSchema).max(64).default([]),
    events: eventsSchema.default({ window_s: 60, events: [], experiments: [] }),
    max_bytes: z
      .int()
      .min(1024)
      .max(16 * 1024 * 1024)
      .default(1024 * 1024),
    /** Older than this a pushed signal is shown as stale; it keeps its time in any case. */
    stale_s: z.number().min(1).max(86_400).default(600),
  })
  .refine(({ address, token_file }) => isLoopback(address) || token_file !== undefined, {
    path: ["address"],
    message: "is not loopback: name a token_file too, or listen on 127.0.0.1",
  });
export type ReceiverSourceConfig = z.infer<typeof receiverSchema>;

const timeZone = z
  .string()
  .refine((zone) => systemZoneOffsets(zone, 0) !== null, "is no IANA time zone, such as Europe/Berlin or UTC");

const clockSchema = z.strictObject({
  kind: z.literal("clock"),
  name: name("clock"),
  time_zone: timeZone.default("UTC"),
});
export type ClockSourceConfig = z.infer<typeof clockSchema>;

const campaignsSchema = z.strictObject({
  kind: z.literal("campaigns"),
  name: name("campaigns"),
  /** An iCalendar file; it is read again when it changes. */
  path: absolutePath,
  /** Zone of times that name none. */
  time_zone: timeZone.default("UTC"),
});
export type CampaignsSourceConfig = z.infer<typeof campaignsSchema>;

/** One entry of `sources` in the host's config. Neither hub nor Persona can name a path, an address or a port. */
export const sourceSchema = z.discriminatedUnion("kind", [
  logFileSchema,
  syslogSchema,
  prometheusSchema,
  procSchema,
  receiverSchema,
  clockSchema,
  campaignsSchema,
]);
export type SourceConfig = z.infer<typeof sourceSchema>;

/** The host's `sources`; names must differ, because health is told by name. */
export const sourcesSchema = z
  .array(sourceSchema)
  .max(32)
  .default([])
  .refine((sources) => new Set(sources.map((source) => source.name)).size === sources.length, {
    message: "two sources have the same name: name them apart",
  });

import { z } from "zod";
import { attributesOf } from "./attributes.ts";
import { refuseStrangers } from "../steerable-value.ts";

/** What goes into the generated file unquoted: no space, quote, brace, semicolon or dollar can end a directive or start a variable. */
const word = z.string().regex(/^[A-Za-z0-9_.:/[\]-]{1,128}$/, "must be a plain word");
const path = z.string().startsWith("/").max(1024);
const address = z
  .string()
  .regex(/^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:]+\]|localhost):\d{1,5}$/, "must be ADDRESS:PORT");
const ordered = ({ min, max }: { min: number; max: number }) => min <= max;
const limit = z.int().positive().max(1_000_000);
const limits = z.strictObject({ min: limit, max: limit }).refine(ordered, "min is above max");
const choice = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, "must be a plain word");

/** Directives as the host's owner wrote them; `{value}` is the number. They are the host's own, so they may say anything. */
const directives = z.string().max(4_096);
const attribute = z.string().regex(/^(?:[a-z][a-z0-9_]*\/)?[a-z][a-z0-9_]{0,63}$/);

const serverSchema = z.strictObject({
  address: word,
  weight: z.int().positive().max(1_000).default(1),
  /** What else its line says, such as `max_fails=2`. */
  parameters: z
    .array(z.string().regex(/^[a-z_]+(?:=[A-Za-z0-9_.]+)?$/))
    .max(16)
    .default([]),
});

const templateSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      attribute,
      kind: z.literal("range"),
      min: z.number(),
      max: z.number(),
      whole: z.boolean().default(true),
      text: directives.refine((text) => text.includes("{value}"), "does not say {value}"),
    })
    .refine(ordered, "min is above max"),
  z.strictObject({ attribute, kind: z.literal("choices"), choices: z.record(choice, directives) }),
]);

/** Names of the standard algorithms and what nginx calls them. */
export const ALGORITHMS = {
  roundrobin: "",
  leastconn: "least_conn;",
  random2: "random two;",
  uri_hash: "hash $request_uri consistent;",
} as const;

/**
 * The host's own description of one nginx: the one file the agent writes (included once inside `http`), how to check and
 * reload, and how far it may be moved. Neither hub nor Persona can name a file, a command or an address.
 */
export const nginxTargetSchema = z
  .strictObject({
    kind: z.literal("nginx"),
    name: z.string().min(1).max(64).default("nginx"),
    /** The generated file. The agent must be able to replace it in its folder. */
    snippet: path,
    /** Where the generated status server is asked; `listen` where nginx must listen elsewhere than it is asked. */
    status: z.strictObject({ address, listen: address.optional() }),
    binary: path.default("/usr/sbin/nginx"),
    conf: path.default("/etc/nginx/nginx.conf"),
    prefix: path.optional(),
    pid_file: path.default("/run/nginx.pid"),
    /** For an nginx that the agent may not signal: names of commands on the helper's allow-list. */
    helper: z.strictObject({ socket: path, check: choice, reload: choice }).optional(),
    /**
     * No plan is made sooner than this after the last reload, but for one that leads back. Default: what the bench found
     * to keep the requests that reloads cost under one in a hundred thousand, with 32 busy connections.
     */
    min_reload_interval_s: z.number().nonnegative().max(86_400).default(180),
    upstream: z
      .strictObject({
        name: word,
        servers: z.array(serverSchema).min(1),
        algorithms: z
          .array(z.enum(Object.keys(ALGORITHMS) as [keyof typeof ALGORITHMS]))
          .min(1)
          .optional(),
        keepalive: z.int().nonnegative().max(10_000).default(16),
        max_connections: limits.optional(),
        active_servers: limits.optional(),
      })
      .optional(),
    /** A zone that the host's own `proxy_cache_path` makes, for the locations that say `proxy_cache $fleet_persona_cache`; either strategies by name with their seconds (0 is off), or a range of seconds. */
    cache: z
      .strictObject({
        zone: word,
        strategies: z.record(choice, z.int().nonnegative()).optional(),
        ttl: limits.optional(),
      })
      .refine(
        ({ strategies, ttl }) => (strategies === undefined) !== (ttl === undefined),
        "needs strategies or ttl, not both",
      )
      .optional(),
    /** `proxy_read_timeout` in seconds, wherever nothing nearer says another. */
    request_timeout: limits.optional(),
    /** `gzip on` or `off`; which types is the host's. */
    compression: z.boolean().default(false),
    templates: z.array(templateSchema).max(64).default([]),
    /** What each attribute is when the file is written for the first time. */
    initial: z.record(attribute, z.union([z.number(), z.string(), z.boolean()])),
  })
  .superRefine((config, context) => {
    const offered = attributesOf(config);
    const missing = offered.attributes.map(({ name }) => name).filter((name) => !(name in config.initial));
    if (missing.length > 0)
      context.addIssue({ code: "custom", path: ["initial"], message: `lacks ${missing.join(", ")}` });
    try {
      refuseStrangers(config.name, offered.attributes, config.initial, offered.whole);
    } catch (error) {
      context.addIssue({ code: "custom", path: ["initial"], message: error instanceof Error ? error.message : "" });
    }
  });

export type NginxTargetConfig = z.infer<typeof nginxTargetSchema>;

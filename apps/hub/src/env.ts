import { dirname, join } from "node:path";
import type { PaymentVariables } from "@fleet-persona/payments";
import { z } from "zod";
import type { ReleaseSettings } from "./install/release.ts";

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);
const isLoopback = (url: string): boolean => loopbackHosts.has(new URL(url).hostname);

const environmentSchema = z
  .object({
    DATABASE_URL: z.url(),
    HUB_URL: z.url(),
    GATEWAY_URL: z.url(),
    AUTH_SECRET: z.string().min(32, "must be at least 32 characters"),
    LOCAL_MODE: z.enum(["0", "1"]).default("0"),
    AGENT_RELEASE: z.string().optional(),
    AGENT_RELEASE_SIGNATURE: z.string().optional(),
    AGENT_RELEASE_KEY: z.base64().length(44, "must be the 44 characters of a base64 Ed25519 key").optional(),
    LOCAL_TARGETS_FILE: z.string().optional(),
    TRUSTED_PROXIES: z.string().regex(/^\d$/, "must say how many proxies stand before the hub, 0 to 9").default("0"),
    OUTBOUND_LOOPBACK: z.enum(["0", "1"]).default("0"),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be smtp:// or smtps://" }).optional(),
    MAIL_FROM: z.string().min(3).optional(),
    STRIPE_SECRET_KEY: z.string().optional(),
    STRIPE_WEBHOOK_SECRET: z.string().optional(),
    PAYMENTS_URL: z.string().optional(),
    PAYMENTS_TAX: z.enum(["on", "off"]).default("off"),
  })
  .refine((env) => !env.AGENT_RELEASE || env.AGENT_RELEASE_KEY !== undefined, {
    message: "AGENT_RELEASE is set, so the key that signed it must be named",
    path: ["AGENT_RELEASE_KEY"],
  })
  .refine((env) => env.OUTBOUND_LOOPBACK === "0" || env.LOCAL_MODE === "1", {
    message: "only a hub in local mode may send to itself",
    path: ["OUTBOUND_LOOPBACK"],
  })
  .refine((env) => !env.SMTP_URL || env.MAIL_FROM !== undefined, {
    message: "SMTP_URL is set, so it must be named whom mail is from",
    path: ["MAIL_FROM"],
  })
  .refine((env) => env.LOCAL_MODE === "0" || isLoopback(env.HUB_URL), {
    message: "LOCAL_MODE=1 shows sign-in links to whoever asks, so HUB_URL must be a loopback address",
    path: ["LOCAL_MODE"],
  });

export type Environment = {
  readonly databaseUrl: string;
  /** Origin only, without a trailing slash. */
  readonly hubUrl: string;
  readonly gatewayUrl: string;
  readonly authSecret: string;
  readonly localMode: boolean;
  readonly agentRelease: ReleaseSettings | null;
  readonly localTargetsFile: string | null;
  /** How many proxies of the operator's stand before the hub, each of which adds to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Whether webhooks of tenants may lead to this machine's loopback. */
  readonly outboundLoopback: boolean;
  /** The mail server and whom mail is from; null: nothing is mailed. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** What takes payments; without a key nothing is sold. */
  readonly payments: PaymentVariables;
};

/** Reads and checks the environment; throws one sentence per wrong variable. */
export function parseEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environmentSchema.safeParse(source);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new TypeError(`The hub cannot start. ${faults.join("; ")}.`);
  }
  const env = parsed.data;
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, PAYMENTS_URL, PAYMENTS_TAX } = env;
  return {
    databaseUrl: env.DATABASE_URL,
    hubUrl: new URL(env.HUB_URL).origin,
    gatewayUrl: env.GATEWAY_URL.replace(/\/$/, ""),
    authSecret: env.AUTH_SECRET,
    localMode: env.LOCAL_MODE === "1",
    agentRelease: releaseSettings(env),
    localTargetsFile: env.LOCAL_TARGETS_FILE || null,
    trustedProxies: Number(env.TRUSTED_PROXIES),
    outboundLoopback: env.OUTBOUND_LOOPBACK === "1",
    smtp: env.SMTP_URL && env.MAIL_FROM !== undefined ? { url: env.SMTP_URL, from: env.MAIL_FROM } : null,
    payments: { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, PAYMENTS_URL, PAYMENTS_TAX },
  };
}

function releaseSettings(env: z.output<typeof environmentSchema>): ReleaseSettings | null {
  const { AGENT_RELEASE: manifest, AGENT_RELEASE_SIGNATURE: signature, AGENT_RELEASE_KEY: key } = env;
  if (!manifest || key === undefined) return null;
  const publicKey = Uint8Array.from(Buffer.from(key, "base64"));
  return { manifest, signature: signature || join(dirname(manifest), "release.sig"), publicKey };
}

let environment: Environment | undefined;

/** The one place that reads the process environment, on first use: a build must not need a database. */
export function readEnvironment(): Environment {
  environment ??= parseEnvironment(process.env);
  return environment;
}

export const isDevelopment: boolean = process.env.NODE_ENV === "development";

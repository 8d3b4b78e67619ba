import { z } from "zod";
import { GatewayError } from "./gateway-error.ts";

const envSchema = z.object({
  DATABASE_URL: z.url(),
  DATABASE_URL_INGEST: z.url(),
  GATEWAY_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  GATEWAY_HOST: z.string().default("127.0.0.1"),
  /** What agents dial; the address they came by when left out. */
  GATEWAY_URL: z.url().optional(),
  RETENTION_DAYS: z.coerce.number().positive().default(30),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

/** The gateway's settings. */
export type Env = z.infer<typeof envSchema>;

/** Reads the settings, or says in one sentence which is wrong. Nothing else reads the environment. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const result = envSchema.safeParse(source);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new GatewayError(
    "invalid-environment",
    `${issue?.path.join(".") ?? "environment"}: ${issue?.message ?? "invalid"}`,
  );
}

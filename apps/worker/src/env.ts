import { z } from "zod";

const fields = z.object({
  /** Logs in as fleet_app. */
  DATABASE_URL: z.string().min(1),
  /** Where /healthz listens on loopback; 0 picks a free port. */
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  WORKER_HOST: z.string().default("127.0.0.1"),
  /** Rollout items that are evaluated at a time; 0: none here. */
  ROLLOUT_CONCURRENCY: z.coerce.number().int().min(0).max(256).default(1),
  /** What one item may take before it is killed: seconds of wall-clock time, MiB of memory. */
  ROLLOUT_TIME_LIMIT_S: z.coerce.number().min(1).max(3_600).default(600),
  ROLLOUT_MEMORY_MB: z.coerce.number().int().min(128).max(65_536).default(1_024),
  /** Runs of the gate at a time; 0: none here. */
  GATE_CONCURRENCY: z.coerce.number().int().min(0).max(64).default(1),
  /** What one run of the gate may take, seconds of wall-clock time. */
  GATE_TIME_LIMIT_S: z.coerce.number().min(1).max(7_000).default(900),
  /** Where this worker's signing keys are, and the file with the passphrase that opens them; without both it signs nothing. */
  TRUST_FOLDER: z.string().min(1).optional(),
  TRUST_PASSPHRASE_FILE: z.string().min(1).optional(),
  /** Whether this worker tries Personas on recordings, and what one trial may take before it is killed. */
  TRIALS: z.enum(["on", "off"]).default("on"),
  TRIAL_TIME_LIMIT_S: z.coerce.number().min(1).max(3_600).default(900),
  /** Experiments that are looked at at a time; 0: none here. */
  EXPERIMENT_CONCURRENCY: z.coerce.number().int().min(0).max(64).default(2),
  /** Whether this worker makes candidates from what fleets recorded, and what one may take before it is killed. */
  REFINEMENTS: z.enum(["on", "off"]).default("on"),
  REFINEMENT_TIME_LIMIT_S: z.coerce.number().min(1).max(14_000).default(3_600),
  REFINEMENT_MEMORY_MB: z.coerce.number().int().min(128).max(65_536).default(2_048),
  /** The hub's secret and address: without both this worker mails nobody and sends no webhook. */
  AUTH_SECRET: z.string().min(32).optional(),
  HUB_URL: z.url().optional(),
  /** Endpoints of tenants that are served at a time; 0: none here. */
  WEBHOOK_CONCURRENCY: z.coerce.number().int().min(0).max(64).default(4),
  /** 1: mail is shown on the hub's outbox page and goes nowhere. */
  LOCAL_MODE: z.enum(["0", "1"]).default("0"),
  /** Otherwise: the mail server, and whom mail is from. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  /** 1: webhooks may reach this machine's loopback; in local mode only. */
  OUTBOUND_LOOPBACK: z.enum(["0", "1"]).default("0"),
  /** Networks that webhooks may not reach beside those that are not public: `network/length`, with commas between. */
  OUTBOUND_CLOSED: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .filter((network) => network.trim() !== "")
        .map((network) => network.trim()),
    )
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()]))),
  /** Logs in as fleet_money; with a processor's key beside it this worker follows payments and keeps the ledger (docs/payments.md). */
  DATABASE_URL_MONEY: z.string().min(1).optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  PAYMENTS_URL: z.string().optional(),
  PAYMENTS_TAX: z.enum(["on", "off"]).default("off"),
  /** Subjects of payment events that are read at a time. */
  PAYMENT_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

const schema = fields
  .refine((env) => env.OUTBOUND_LOOPBACK === "0" || env.LOCAL_MODE === "1", {
    message: "only a hub in local mode may send to itself",
    path: ["OUTBOUND_LOOPBACK"],
  })
  .refine((env) => env.SMTP_URL === undefined || env.MAIL_FROM !== undefined, {
    message: "SMTP_URL is set, so it must be named whom mail is from",
    path: ["MAIL_FROM"],
  });

export type Env = z.infer<typeof schema>;

/** The only reader of the environment; a mistake in it ends the process with a sentence. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TypeError(`${issue?.path.join(".") ?? "environment"}: ${issue?.message ?? "invalid"}`);
}

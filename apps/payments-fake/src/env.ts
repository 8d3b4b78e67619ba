import { z } from "zod";
import { PaymentsFakeError } from "./payments-fake-error.ts";

const envSchema = z.object({
  PAYMENTS_FAKE_PORT: z.coerce.number().int().min(0).max(65_535).default(3010),
  /** Where everything is kept; left out, it is forgotten at the end. */
  PAYMENTS_FAKE_STATE: z.string().min(1).optional(),
  PAYMENTS_FAKE_SECRET_KEY: z
    .string()
    .regex(/^sk_test_\w+$/u, "must begin with sk_test_: this is test mode")
    .optional(),
  PAYMENTS_FAKE_WEBHOOK_URL: z.url({ protocol: /^https?$/u }).optional(),
  PAYMENTS_FAKE_WEBHOOK_SECRET: z.string().min(8).optional(),
});

/** The simulation's settings. */
export type Env = z.infer<typeof envSchema>;

/** Reads the settings, or says in one sentence which is wrong. Nothing else reads the environment. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const result = envSchema.safeParse(source);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new PaymentsFakeError(
    "invalid-environment",
    `${issue?.path.join(".") ?? "environment"}: ${issue?.message ?? "invalid"}`,
  );
}

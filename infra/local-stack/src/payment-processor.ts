import path from "node:path";
import { claimPort } from "./ports.ts";
import type { StateFolder } from "./state-folder.ts";
import type { ProcessSpec } from "./supervised-process.ts";

/** What takes payments in a local stack: this machine's own processor in test mode, or Stripe where the caller's environment has its key. */
export type PaymentProcessor = {
  /** Null: it is Stripe's. */
  readonly process: ProcessSpec | null;
  readonly url: string | null;
  /** For hub and worker (docs/payments.md). */
  readonly variables: Readonly<Record<string, string>>;
};

type Parts = {
  readonly state: StateFolder;
  readonly hubUrl: string;
  readonly gatewayPort: number;
  readonly node: string;
  readonly bundle: string;
};

const taken = ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "PAYMENTS_TAX"] as const;

/** The processor of a stack; its port is the one after the gateway's where that is free. */
export async function paymentProcessor({ state, hubUrl, gatewayPort, node, bundle }: Parts): Promise<PaymentProcessor> {
  if (process.env["STRIPE_SECRET_KEY"]) {
    const given = taken.map((name) => [name, process.env[name] ?? ""] as const).filter(([, value]) => value !== "");
    return { process: null, url: null, variables: Object.fromEntries(given) };
  }
  const next = gatewayPort === 0 ? 0 : gatewayPort + 1;
  const [option, purpose] = ["--gateway-port", "payment processor"];
  const port = await claimPort(next, option, purpose).catch(() => claimPort(0, option, purpose));
  const url = `http://127.0.0.1:${port}`;
  const [secretKey, webhookSecret] = [`sk_test_${state.secret("payments")}`, `whsec_${state.secret("payment-events")}`];
  return {
    url,
    variables: {
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      PAYMENTS_URL: url,
      PAYMENTS_TAX: "on",
    },
    process: {
      name: "payments",
      command: node,
      args: [bundle],
      cwd: state.path,
      env: {
        PAYMENTS_FAKE_PORT: String(port),
        PAYMENTS_FAKE_STATE: path.join(state.path, "payments"),
        PAYMENTS_FAKE_SECRET_KEY: secretKey,
        PAYMENTS_FAKE_WEBHOOK_URL: `${hubUrl}/api/payments/events`,
        PAYMENTS_FAKE_WEBHOOK_SECRET: webhookSecret,
      },
      logFolder: state.logs,
    },
  };
}

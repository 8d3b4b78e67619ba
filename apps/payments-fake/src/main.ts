import { readEnv } from "./env.ts";
import { PaymentsFakeError } from "./payments-fake-error.ts";
import { startPaymentsFake } from "./server.ts";

try {
  const env = readEnv(process.env);
  const fake = await startPaymentsFake({
    port: env.PAYMENTS_FAKE_PORT,
    ...(env.PAYMENTS_FAKE_STATE === undefined ? {} : { stateFolder: env.PAYMENTS_FAKE_STATE }),
    ...(env.PAYMENTS_FAKE_SECRET_KEY === undefined ? {} : { secretKey: env.PAYMENTS_FAKE_SECRET_KEY }),
    ...(env.PAYMENTS_FAKE_WEBHOOK_URL === undefined ? {} : { webhookUrl: env.PAYMENTS_FAKE_WEBHOOK_URL }),
    ...(env.PAYMENTS_FAKE_WEBHOOK_SECRET === undefined ? {} : { webhookSecret: env.PAYMENTS_FAKE_WEBHOOK_SECRET }),
  });
  const tellKey = env.PAYMENTS_FAKE_SECRET_KEY === undefined ? ` Secret key ${fake.secretKey}.` : "";
  process.stdout.write(`Test payments on ${fake.url}, control page ${fake.url}/test.${tellKey}\n`);
  const stop = (): void => {
    fake.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (error) {
  if (!(error instanceof PaymentsFakeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

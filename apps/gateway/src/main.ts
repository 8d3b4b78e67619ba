import { createDeps } from "./deps.ts";
import { readEnv } from "./env.ts";
import { GatewayError } from "./gateway-error.ts";
import { startGateway } from "./server.ts";

try {
  const env = readEnv(process.env);
  const deps = createDeps(env);
  const gateway = await startGateway(deps, {
    port: env.GATEWAY_PORT,
    host: env.GATEWAY_HOST,
    gatewayUrl: env.GATEWAY_URL,
    retentionDays: env.RETENTION_DAYS,
  });
  deps.log.info({ port: gateway.port }, "gateway listening");
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    deps.log.info({ signal }, "gateway stopping");
    await gateway[Symbol.asyncDispose]();
    await deps[Symbol.asyncDispose]();
    process.exit(0);
  };
  process.once("SIGTERM", (signal) => void stop(signal));
  process.once("SIGINT", (signal) => void stop(signal));
} catch (error) {
  if (!(error instanceof GatewayError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

import { makeDeps } from "./deps.ts";
import { readEnv } from "./env.ts";
import { openTrust } from "./trust/open-trust.ts";
import { startWorker } from "./worker.ts";

try {
  const env = readEnv(process.env);
  const worker = await startWorker(makeDeps(env, await openTrust(env)), {
    host: env.WORKER_HOST,
    port: env.WORKER_PORT,
  });
  const stop = async (): Promise<void> => {
    await worker[Symbol.asyncDispose]();
    process.exit(0);
  };
  process.once("SIGINT", () => void stop());
  process.once("SIGTERM", () => void stop());
} catch (error) {
  process.stderr.write(`worker: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

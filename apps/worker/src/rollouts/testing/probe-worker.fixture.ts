import { makeDeps } from "../../deps.ts";
import { readEnv } from "../../env.ts";
import { startWorker } from "../../worker.ts";

// A worker as it runs in production, but for what its children do.
const deps = makeDeps(readEnv(process.env));
const child = new URL("probe-child.fixture.ts", import.meta.url);
const rollouts = { ...deps.rollouts, child };
await using worker = await startWorker({ ...deps, rollouts }, { host: "127.0.0.1", port: 0 });
process.stdout.write(`${worker.port}\n`);
await new Promise((resolve) => process.once("SIGTERM", resolve));

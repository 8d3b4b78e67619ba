export { makeDeps } from "./deps.ts";
export type { WorkerDeps } from "./deps.ts";
export { readEnv } from "./env.ts";
export type { Env } from "./env.ts";
export { workPayments } from "./money/work-payments.ts";
export { startWorker } from "./worker.ts";
export type { Worker } from "./worker.ts";

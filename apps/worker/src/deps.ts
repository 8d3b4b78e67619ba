import { randomBytes } from "node:crypto";
import { connect } from "@fleet-persona/db";
import type { Deps, MoneyDeps } from "@fleet-persona/hub-core";
import type { Mailer } from "@fleet-persona/mail";
import { PgBoss } from "pg-boss";
import { pino } from "pino";
import type { Logger } from "pino";
import type { Env } from "./env.ts";
import type { ExperimentSettings } from "./experiments/work-experiments.ts";
import { gateInUse } from "./gate/gate-in-use.ts";
import type { GateSettings } from "./gate/work-gate.ts";
import { moneyOf } from "./money/money-parts.ts";
import type { RefinementWorkSettings } from "./refinements/work-refinements.ts";
import type { RolloutSettings } from "./rollouts/work-rollouts.ts";
import type { TrialSettings } from "./trials/work-trials.ts";
import { mailerOf, watchingOf } from "./watching/watching-parts.ts";
import type { WebhookSettings } from "./watching/work-webhooks.ts";
import type { Trust } from "./trust/open-trust.ts";

/** Everything the worker is made of. */
export type WorkerDeps = {
  readonly hub: Deps;
  readonly boss: PgBoss;
  readonly log: Logger;
  readonly rollouts: RolloutSettings;
  readonly gate: GateSettings;
  readonly trials: TrialSettings;
  readonly refinements: RefinementWorkSettings;
  readonly experiments: ExperimentSettings;
  readonly webhooks: WebhookSettings;
  /** Null: others move money. */
  readonly money: MoneyDeps | null;
  readonly paymentConcurrency: number;
  /** Null: mail waits for another worker. */
  readonly mailer: Mailer | null;
  /** The keys this worker signs with; null: others do. */
  readonly trust: Trust | null;
};

// Where this file is: beside it in `src` is the module that a child runs, and beside the bundle in `dist` is the child's bundle.
const inSource = import.meta.filename.endsWith(".ts");
const rolloutChild = new URL(inSource ? "rollouts/rollout-child.ts" : "rollout-child.mjs", import.meta.url);
const trialChild = new URL(inSource ? "trials/trial-child.ts" : "trial-child.mjs", import.meta.url);

const refinementChild = new URL(inSource ? "refinements/refinement-child.ts" : "refinement-child.mjs", import.meta.url);

export function makeDeps(env: Env, trust: Trust | null = null): WorkerDeps {
  const log = pino({ name: "worker", level: env.LOG_LEVEL });
  const watching = watchingOf(env);
  const hub: Deps = {
    db: connect({
      url: env.DATABASE_URL,
      poolSize:
        3 + env.ROLLOUT_CONCURRENCY + env.GATE_CONCURRENCY + env.EXPERIMENT_CONCURRENCY + env.WEBHOOK_CONCURRENCY,
    }),
    now: () => new Date(),
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
    ...(watching === undefined ? {} : { watching }),
  };
  // The schema belongs to the migrations; this role could not change it.
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    max: 4 + env.ROLLOUT_CONCURRENCY + env.GATE_CONCURRENCY,
    // How soon after its last heartbeat the work of a dead worker is given to another one.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    migrate: false,
    createSchema: false,
    reindex: false,
  });
  boss.on("error", (error) => log.warn({ err: error }, "the job queue lost its database for a moment"));
  const rollouts: RolloutSettings = {
    concurrency: env.ROLLOUT_CONCURRENCY,
    child: rolloutChild,
    timeLimitMs: env.ROLLOUT_TIME_LIMIT_S * 1_000,
    memoryMb: env.ROLLOUT_MEMORY_MB,
  };
  const gate: GateSettings = {
    gate: gateInUse,
    concurrency: env.GATE_CONCURRENCY,
    timeLimitMs: env.GATE_TIME_LIMIT_S * 1_000,
  };
  const trials: TrialSettings = {
    enabled: env.TRIALS === "on",
    child: trialChild,
    startsSandbox: true,
    timeLimitMs: env.TRIAL_TIME_LIMIT_S * 1_000,
    memoryMb: env.ROLLOUT_MEMORY_MB,
  };
  const experiments: ExperimentSettings = { concurrency: env.EXPERIMENT_CONCURRENCY };
  const refinements: RefinementWorkSettings = {
    enabled: env.REFINEMENTS === "on",
    child: refinementChild,
    timeLimitMs: env.REFINEMENT_TIME_LIMIT_S * 1_000,
    memoryMb: env.REFINEMENT_MEMORY_MB,
  };
  const webhooks: WebhookSettings = { concurrency: env.WEBHOOK_CONCURRENCY };
  const mailer = mailerOf(env, hub);
  const [money, paymentConcurrency] = [moneyOf(env, hub), env.PAYMENT_CONCURRENCY];
  const settings = { rollouts, gate, trials, refinements, experiments, webhooks, paymentConcurrency };
  return { hub, boss, log, ...settings, mailer, money, trust };
}

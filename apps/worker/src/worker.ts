import type { AddressInfo } from "node:net";
import type { WorkerDeps } from "./deps.ts";
import { startHealthServer } from "./health.ts";
import { workCampaigns } from "./campaigns/work-campaigns.ts";
import { workExperiments } from "./experiments/work-experiments.ts";
import { workGate } from "./gate/work-gate.ts";
import { jobsUnder } from "./jobs.ts";
import { moneyJobs } from "./money/money-jobs.ts";
import { workPayments } from "./money/work-payments.ts";
import { workRefinements } from "./refinements/work-refinements.ts";
import { workRollouts } from "./rollouts/work-rollouts.ts";
import { workTrials } from "./trials/work-trials.ts";
import { workStoreEvents } from "./watching/work-store-events.ts";
import { workWebhooks } from "./watching/work-webhooks.ts";
import { workTrust } from "./trust/work-trust.ts";

/** A running worker. Disposing finishes the jobs at hand, gives its rollouts back, closes the pools and frees the port. */
export type Worker = AsyncDisposable & { readonly port: number };

/** Starts the queues, their schedules and /healthz. Each job also runs once now: the last worker may be long gone. */
export async function startWorker(deps: WorkerDeps, listen: { host: string; port: number }): Promise<Worker> {
  const { boss, hub, log, trust } = deps;
  const { money } = deps;
  const rules = { rulesVersion: deps.gate.gate.rulesVersion, attests: trust !== null };
  const jobs = [...jobsUnder(rules, deps.mailer), ...(money === null ? [] : moneyJobs(money))];
  await using undo = new AsyncDisposableStack();
  undo.defer(() => hub.db.close());
  if (money !== null) undo.defer(() => money.db.close());
  await boss.start();
  undo.defer(() => boss.stop({ graceful: true, timeout: 5_000 }));
  for (const { name, cron, run } of jobs) {
    // Exclusive: a round that nobody got to is not run twice later.
    await boss.createQueue(name, { policy: "exclusive", retryLimit: 2, retryDelay: 10 });
    await boss.work(name, { pollingIntervalSeconds: 5 }, async () => {
      const result = await run(hub);
      log.debug({ job: name, result }, "done");
    });
    await boss.schedule(name, cron);
    await boss.send(name, {});
  }
  if (trust !== null) await workTrust(deps, trust);
  undo.use(await workRollouts(deps));
  undo.use(await workGate(deps));
  undo.use(await workTrials(deps));
  undo.use(await workRefinements(deps));
  undo.use(workExperiments(deps));
  undo.use(workCampaigns(deps));
  await workStoreEvents(deps);
  undo.use(workWebhooks(deps));
  if (money !== null) undo.use(workPayments(money, log, deps.paymentConcurrency));
  const health = undo.use(await startHealthServer(hub, listen));
  const { port } = health.address() as AddressInfo;
  log.info({ port, jobs: jobs.map((job) => job.name) }, "worker is up");
  const owned = undo.move();
  return { port, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

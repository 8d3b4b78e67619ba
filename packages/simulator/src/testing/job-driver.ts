import type { Balancer } from "../balancing/balancer.ts";
import { ServerTable } from "../balancing/server-table.ts";
import { RequestTable } from "../requests/request-table.ts";
import { FifoJobs } from "../servers/fifo-jobs.ts";
import { Processors } from "../servers/processors.ts";

/** What a policy may look at before it places a job. */
export type JobView = {
  /** Jobs at a server. */
  count(server: number): number;
  /** Time that the running job still takes, 0 when there is none. */
  runningLeft(server: number): number;
  /** Sizes of the jobs behind it. */
  queuedSize(server: number): number;
};

export type Job = { readonly gap: number; readonly size: number };
export type JobPolicy = (view: JobView, job: Job) => number;

/** Jobs on FIFO servers of fixed rates, a job of size s taking int(s / rate): completion times, by the simulator's own units. */
export function completionTimes(jobs: readonly Job[], rates: readonly number[], policy: JobPolicy): readonly number[] {
  const requests = new RequestTable();
  const queues = new FifoJobs(rates.length);
  const processors = new Processors(rates.length, { kind: "fluid" }, 1);
  rates.forEach((_, server) => processors.setCores(server, 1));
  const sizes = new Map<number, number>();
  const ranks = new Map<number, number>();
  const times: number[] = Array.from({ length: jobs.length }, () => Number.NaN);
  const finish = (until: number) => {
    for (let server = 0; server < rates.length; server += 1) {
      while ((processors.nextAt[server] ?? 0) <= until) {
        const at = processors.nextAt[server] ?? 0;
        processors.settle(requests, queues, server, at);
        const slot = queues.takeNext(requests, server);
        times[ranks.get(slot) ?? -1] = at - (requests.sentAt[slot] ?? 0);
        requests.giveBack(slot);
        processors.plan(requests, queues, server);
      }
    }
  };
  const view: JobView = {
    count: (server) => queues.count(server),
    runningLeft: (server) => (queues.count(server) > 0 ? queues.untilNext(requests, server) : 0),
    queuedSize(server) {
      let sum = 0;
      for (const slot of queues.behindFirst(requests, server)) sum += sizes.get(slot) ?? 0;
      return sum;
    },
  };
  let now = 0;
  jobs.forEach((job, rank) => {
    now += job.gap;
    finish(now);
    for (let server = 0; server < rates.length; server += 1) processors.settle(requests, queues, server, now);
    const server = policy(view, job);
    const slot = requests.take();
    requests.sentAt[slot] = now;
    requests.size[slot] = Math.floor(job.size / (rates[server] ?? 1));
    sizes.set(slot, job.size);
    ranks.set(slot, rank);
    queues.add(requests, server, slot);
    for (let own = 0; own < rates.length; own += 1) processors.plan(requests, queues, own);
  });
  finish(Number.MAX_SAFE_INTEGER);
  return times;
}

/** A policy that asks one of the simulator's balancers. */
export function policyOf(servers: number, make: (table: ServerTable) => Balancer): JobPolicy {
  const table = new ServerTable(Array.from({ length: servers }, () => 1));
  table.maxConnections = Number.MAX_SAFE_INTEGER;
  const balancer = make(table);
  return () => balancer.pick(table, 0, -1);
}

/** The server with the least of something, the first among equals. */
export function least(servers: number, of: (server: number) => number): number {
  let best = 0;
  for (let server = 1; server < servers; server += 1) if (of(server) < of(best)) best = server;
  return best;
}

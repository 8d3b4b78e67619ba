import { balancerOf, ALGORITHM_NAMES, type Balancer } from "../balancing/balancer.ts";
import { ServerTable } from "../balancing/server-table.ts";
import { TtlCache } from "../cache/ttl-cache.ts";
import { ENDING } from "../figures/ended-window.ts";
import type { Ledger } from "../figures/ledger.ts";
import { RequestTable } from "../requests/request-table.ts";
import { WaitingLine } from "../requests/waiting-line.ts";
import { FifoJobs } from "../servers/fifo-jobs.ts";
import type { Jobs } from "../servers/jobs.ts";
import { LiveLists } from "../servers/live-lists.ts";
import { Processors, TINY } from "../servers/processors.ts";
import { SharedJobs } from "../servers/shared-jobs.ts";
import type { Conditions } from "./conditions.ts";
import type { Plan } from "./plan.ts";
import { bytesOf, compressionMs } from "./compression.ts";
import type { Settings } from "./settings.ts";

/** Proxy and servers: what becomes of a request that the cache did not answer. Times in ms. */
export class Fleet {
  readonly requests = new RequestTable();
  readonly table: ServerTable;
  readonly processors: Processors;
  readonly jobs: Jobs;
  private readonly live: LiveLists;
  readonly cache: TtlCache;
  /** Requests that wait for whichever server is free first, and those that wait for one server. */
  readonly line: WaitingLine;
  readonly ownLines: readonly WaitingLine[];
  waiting = 0;
  /** Requests under way that somebody waits for, queued ones included. */
  underWay = 0;
  /** No deadline comes before this, in the lines and at the servers. */
  nextDeadline = Number.POSITIVE_INFINITY;
  bytesSent = 0;
  settings: Settings;
  conditions: Conditions;
  private readonly balancers: readonly Balancer[];
  private algorithm = 0;
  private readonly plan: Plan;
  private readonly ledger: Ledger;

  constructor(plan: Plan, ledger: Ledger, settings: Settings, conditions: Conditions) {
    const { fleet, ranks, weights } = plan;
    const count = fleet.servers.length;
    this.plan = plan;
    this.ledger = ledger;
    this.settings = settings;
    this.conditions = conditions;
    this.table = new ServerTable(weights);
    this.processors = new Processors(count, fleet.cpu, fleet.coresPerRequest);
    this.jobs = fleet.discipline === "fifo" ? new FifoJobs(count) : new SharedJobs(count);
    this.live = new LiveLists(count);
    this.cache = new TtlCache(
      fleet.catalogue.items,
      fleet.cache?.capacity ?? fleet.catalogue.items,
      fleet.cache?.wholeSeconds ?? false,
    );
    this.line = new WaitingLine(ranks);
    this.ownLines = fleet.servers.map(() => new WaitingLine(ranks));
    this.balancers = ALGORITHM_NAMES.map((name) => balancerOf(name, this.table, plan.scenario.seed));
  }

  /** Takes over settings; `serversChanged` follows with what they mean for the servers. */
  configure(settings: Settings): void {
    this.settings = settings;
    this.table.maxConnections = settings.maxConnections;
    this.algorithm = ALGORITHM_NAMES.indexOf(settings.algorithm);
    (this.balancers[this.algorithm] as Balancer).changed(this.table);
  }

  /** To be called when servers came, went, or have more places: who waits moves up. */
  serversChanged(now: number): void {
    for (const balancer of this.balancers) balancer.changed(this.table);
    for (let server = 0; server < this.table.count; server += 1) this.replan(server, now);
  }

  /** Lets a server take who waits, and works out what it does next. */
  replan(server: number, now: number): void {
    this.processors.settle(this.requests, this.jobs, server, now);
    this.serveNext(server, now);
    this.processors.plan(this.requests, this.jobs, server);
  }

  /** A request comes to the proxy, or comes back to it from `avoid`. */
  dispatch(slot: number, now: number, avoid: number): void {
    const balancer = this.balancers[this.algorithm] as Balancer;
    const { table, requests } = this;
    let failed = avoid;
    for (;;) {
      const server = balancer.pick(table, requests.key[slot] as number, failed);
      if (server < 0) {
        if (table.anyUsable()) this.wait(slot, this.line, now);
        else this.end(slot, now, ENDING.failed);
        return;
      }
      if (this.conditions.down[server] !== true) {
        if (table.isFree(server)) {
          this.processors.settle(requests, this.jobs, server, now);
          this.start(slot, server, now);
          this.processors.plan(requests, this.jobs, server);
        } else {
          this.wait(slot, this.ownLines[server] as WaitingLine, now);
          table.queued[server] = (this.ownLines[server] as WaitingLine).length;
          balancer.moved(table, server);
        }
        return;
      }
      if (!this.mayTryAgain(slot)) {
        this.end(slot, now, ENDING.failed);
        return;
      }
      failed = server;
    }
  }

  /** Something happens at a server: requests are done, its quota is spent, or a period begins. */
  act(server: number, now: number): void {
    const { processors, requests, jobs } = this;
    processors.settle(requests, jobs, server, now);
    while (jobs.count(server) > 0 && jobs.untilNext(requests, server) <= TINY)
      this.complete(jobs.takeNext(requests, server), server, now);
    processors.plan(requests, jobs, server);
  }

  /** Gives up whoever has waited too long, in the lines or at a server. */
  expire(now: number): void {
    this.expireLine(this.line, now);
    for (let server = 0; server < this.table.count; server += 1) {
      const own = this.ownLines[server] as WaitingLine;
      if (own.length > 0) {
        this.expireLine(own, now);
        this.table.queued[server] = own.length;
        this.moved(server);
      }
      this.expireAtServer(server, now);
    }
    let next = this.line.earliest(this.requests);
    for (let server = 0; server < this.table.count; server += 1) {
      next = Math.min(next, (this.ownLines[server] as WaitingLine).earliest(this.requests));
      next = Math.min(next, this.live.earliestDeadline(this.requests, server));
    }
    this.nextDeadline = next;
  }

  /** A server is gone: what it worked on is lost, sent again elsewhere where that is safe. */
  lose(server: number, now: number): void {
    const { processors, requests, jobs, table, plan } = this;
    processors.settle(requests, jobs, server, now);
    const lost: number[] = [];
    while (jobs.count(server) > 0) lost.push(jobs.takeNext(requests, server));
    table.served[server] = 0;
    this.moved(server);
    processors.plan(requests, jobs, server);
    for (const slot of lost) {
      if (requests.abandoned[slot] === 1) {
        requests.giveBack(slot);
        continue;
      }
      this.live.remove(requests, server, slot);
      if (plan.retryable[requests.kind[slot] as number] === 1 && this.mayTryAgain(slot))
        this.dispatch(slot, now, server);
      else this.end(slot, now, ENDING.failed);
    }
  }

  private mayTryAgain(slot: number): boolean {
    const tries = (this.requests.tries[slot] as number) + 1;
    this.requests.tries[slot] = tries;
    return tries <= this.plan.fleet.retries;
  }

  private start(slot: number, server: number, now: number): void {
    const { requests, table, plan, settings } = this;
    const deadline = Math.min(
      (requests.sentAt[slot] as number) + plan.fleet.clientTimeoutMs,
      now + settings.requestTimeoutMs,
    );
    requests.deadline[slot] = deadline;
    if (deadline < this.nextDeadline) this.nextDeadline = deadline;
    this.jobs.add(requests, server, slot);
    this.live.add(requests, server, slot);
    table.served[server] = (table.served[server] as number) + 1;
    this.moved(server);
  }

  private wait(slot: number, line: WaitingLine, now: number): void {
    const { requests, plan, settings } = this;
    if (this.waiting >= settings.queueLimit) {
      this.end(slot, now, ENDING.failed);
      return;
    }
    const deadline = Math.min(
      now + settings.queueTimeoutMs,
      (requests.sentAt[slot] as number) + plan.fleet.clientTimeoutMs,
    );
    requests.deadline[slot] = deadline;
    requests.queuedAt[slot] = now;
    if (deadline < this.nextDeadline) this.nextDeadline = deadline;
    line.add(requests, slot, plan.rank[requests.kind[slot] as number] as number);
    this.waiting += 1;
  }

  // Its own line and the common one are one queue to a server: lower rank first, then who has waited longer.
  private serveNext(server: number, now: number): void {
    const { table, requests, line } = this;
    const own = this.ownLines[server] as WaitingLine;
    while (
      (own.length > 0 || (line.length > 0 && table.usable[server] === 1)) &&
      (table.served[server] as number) < table.maxConnections &&
      this.conditions.down[server] !== true
    ) {
      const ownRank = own.firstRank();
      const rank = table.usable[server] === 1 ? line.firstRank() : this.plan.ranks;
      const takesOwn =
        ownRank < rank ||
        (ownRank === rank &&
          (requests.queuedAt[own.first(ownRank)] as number) <= (requests.queuedAt[line.first(rank)] as number));
      const slot = takesOwn ? own.removeFirst(requests, ownRank) : line.removeFirst(requests, rank);
      if (takesOwn) table.queued[server] = own.length;
      this.waiting -= 1;
      this.start(slot, server, now);
    }
  }

  private complete(slot: number, server: number, now: number): void {
    const { requests, settings, plan } = this;
    if (requests.abandoned[slot] === 1) {
      requests.giveBack(slot);
      return;
    }
    this.live.remove(requests, server, slot);
    const item = requests.item[slot] as number;
    if (item >= 0 && settings.cacheTtlMs > 0) this.cache.store(item, now, settings.cacheTtlMs);
    this.end(slot, now + plan.fleet.overheadMs.server + compressionMs(plan, settings), ENDING.answered);
    this.table.served[server] = (this.table.served[server] as number) - 1;
    this.moved(server);
    this.serveNext(server, now);
  }

  private expireLine(line: WaitingLine, now: number): void {
    const { requests } = this;
    for (let rank = 0; rank < this.plan.ranks; rank += 1) {
      for (
        let slot = line.first(rank);
        slot >= 0 && (requests.deadline[slot] as number) <= now;
        slot = line.first(rank)
      ) {
        line.removeFirst(requests, rank);
        this.waiting -= 1;
        this.end(slot, now, this.endingAtDeadline(slot));
      }
    }
  }

  // The server does not notice that nobody waits any more: it goes on working, but its place is free.
  private expireAtServer(server: number, now: number): void {
    const { requests, live } = this;
    let freed = 0;
    for (let slot = live.first(server), later = -1; slot >= 0; slot = later) {
      later = requests.later[slot] as number;
      if ((requests.deadline[slot] as number) > now) continue;
      this.settleFigures(slot, now, this.endingAtDeadline(slot));
      requests.abandoned[slot] = 1;
      live.remove(requests, server, slot);
      freed += 1;
    }
    if (freed === 0) return;
    this.table.served[server] = (this.table.served[server] as number) - freed;
    this.moved(server);
    this.replan(server, now);
  }

  private endingAtDeadline(slot: number): number {
    const { requests, plan } = this;
    const clientGivesUpAt = (requests.sentAt[slot] as number) + plan.fleet.clientTimeoutMs;
    return (requests.deadline[slot] as number) >= clientGivesUpAt ? ENDING.gone : ENDING.failed;
  }

  private end(slot: number, at: number, ending: number): void {
    this.settleFigures(slot, at, ending);
    this.requests.giveBack(slot);
  }

  private settleFigures(slot: number, at: number, ending: number): void {
    const { requests, plan } = this;
    const kind = requests.kind[slot] as number;
    const sentAt = requests.sentAt[slot] as number;
    this.underWay -= 1;
    this.ledger.end(sentAt, at - sentAt, plan.column[kind] as number, requests.traits[slot] as number, ending);
    if (ending === ENDING.answered) this.bytesSent += bytesOf(plan, this.settings, kind);
  }

  private moved(server: number): void {
    (this.balancers[this.algorithm] as Balancer).moved(this.table, server);
  }
}

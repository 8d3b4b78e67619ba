import type { CpuModel } from "../fleet-model.ts";
import type { RequestTable } from "../requests/request-table.ts";
import type { Jobs } from "./jobs.ts";

/** Work smaller than this (core-ms) is rounding. */
export const TINY = 1e-6;

/**
 * The CPU of each server: how fast its requests are worked on and when something happens next. With a quota a server runs at full
 * speed until its period's share is spent and stands still until the period ends (Linux CFS bandwidth); else its speed is its cores.
 */
export class Processors {
  /** When something happens at a server, ms; Infinity when nothing will. */
  readonly nextAt: Float64Array;
  /** Core-ms spent so far. */
  readonly used: Float64Array;
  readonly cores: Float64Array;
  /** What a core-ms is worth here: below one on a server that is slow. */
  readonly worth: Float64Array;
  private readonly settledAt: Float64Array;
  private readonly speed: Float64Array;
  private readonly left: Float64Array;
  private readonly periodEnd: Float64Array;
  private readonly periodMs: number;
  private readonly perRequest: number;

  constructor(servers: number, cpu: CpuModel, coresPerRequest: number) {
    this.nextAt = new Float64Array(servers).fill(Number.POSITIVE_INFINITY);
    this.used = new Float64Array(servers);
    this.cores = new Float64Array(servers);
    this.worth = new Float64Array(servers).fill(1);
    this.settledAt = new Float64Array(servers);
    this.speed = new Float64Array(servers);
    this.left = new Float64Array(servers);
    this.periodMs = cpu.kind === "quota" ? cpu.periodMs : 0;
    this.periodEnd = new Float64Array(servers).fill(this.periodMs);
    this.perRequest = coresPerRequest;
  }

  /** Brings a server's work up to `now`. To be called before anything about it changes, and `plan` after. */
  settle(requests: RequestTable, jobs: Jobs, server: number, now: number): void {
    const spent = (now - (this.settledAt[server] as number)) * (this.speed[server] as number);
    this.settledAt[server] = now;
    if (spent > 0) {
      this.used[server] = (this.used[server] as number) + spent;
      this.left[server] = (this.left[server] as number) - spent;
      jobs.progress(requests, server, spent * (this.worth[server] as number));
    }
    if (this.periodMs > 0 && now >= (this.periodEnd[server] as number) - TINY) this.beginPeriod(server, now);
  }

  /** Works out speed and next event of a server that is settled. */
  plan(requests: RequestTable, jobs: Jobs, server: number): void {
    const parallel = jobs.parallel(server);
    const worth = this.worth[server] as number;
    const now = this.settledAt[server] as number;
    if (parallel === 0) {
      this.speed[server] = 0;
      this.nextAt[server] = Number.POSITIVE_INFINITY;
      return;
    }
    const full = parallel * this.perRequest;
    if (this.periodMs === 0) {
      const speed = Math.min(full, this.cores[server] as number);
      this.speed[server] = speed;
      this.nextAt[server] = now + jobs.untilNext(requests, server) / (speed * worth);
      return;
    }
    const left = this.left[server] as number;
    const end = this.periodEnd[server] as number;
    if (left <= TINY) {
      this.speed[server] = 0;
      this.nextAt[server] = end;
      return;
    }
    this.speed[server] = full;
    const done = worth > 0 ? now + jobs.untilNext(requests, server) / (full * worth) : Number.POSITIVE_INFINITY;
    this.nextAt[server] = Math.min(done, now + left / full, end);
  }

  /** A new allocation; as in the kernel a new quota is there at once and whole. The server must be settled. */
  setCores(server: number, cores: number): void {
    if (cores === this.cores[server]) return;
    this.cores[server] = cores;
    this.left[server] = cores * this.periodMs;
  }

  private beginPeriod(server: number, now: number): void {
    const end = this.periodEnd[server] as number;
    const periods = Math.floor((now + TINY - end) / this.periodMs) + 1;
    this.periodEnd[server] = end + periods * this.periodMs;
    this.left[server] = (this.cores[server] as number) * this.periodMs;
  }
}

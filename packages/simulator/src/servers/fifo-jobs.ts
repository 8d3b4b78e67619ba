import type { RequestTable } from "../requests/request-table.ts";
import type { Jobs } from "./jobs.ts";

/** One request at a time, in the order they came: a process with a single thread. */
export class FifoJobs implements Jobs {
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  private readonly counts: Int32Array;

  constructor(servers: number) {
    this.head = new Int32Array(servers).fill(-1);
    this.tail = new Int32Array(servers).fill(-1);
    this.counts = new Int32Array(servers);
  }

  count(server: number): number {
    return this.counts[server] as number;
  }

  parallel(server: number): number {
    return (this.counts[server] as number) > 0 ? 1 : 0;
  }

  add(requests: RequestTable, server: number, slot: number): void {
    requests.work[slot] = requests.size[slot] as number;
    requests.next[slot] = -1;
    const last = this.tail[server] as number;
    if (last < 0) this.head[server] = slot;
    else requests.next[last] = slot;
    this.tail[server] = slot;
    this.counts[server] = (this.counts[server] as number) + 1;
  }

  untilNext(requests: RequestTable, server: number): number {
    return requests.work[this.head[server] as number] as number;
  }

  progress(requests: RequestTable, server: number, work: number): void {
    const first = this.head[server] as number;
    if (first >= 0) requests.work[first] = (requests.work[first] as number) - work;
  }

  takeNext(requests: RequestTable, server: number): number {
    const slot = this.head[server] as number;
    const next = requests.next[slot] as number;
    this.head[server] = next;
    if (next < 0) this.tail[server] = -1;
    this.counts[server] = (this.counts[server] as number) - 1;
    return slot;
  }

  /** The requests that come after the one being worked on. */
  *behindFirst(requests: RequestTable, server: number): Generator<number> {
    const first = this.head[server] as number;
    if (first < 0) return;
    for (let slot = requests.next[first] as number; slot >= 0; slot = requests.next[slot] as number) yield slot;
  }
}

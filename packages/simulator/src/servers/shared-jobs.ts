import type { RequestTable } from "../requests/request-table.ts";
import type { Jobs } from "./jobs.ts";

/**
 * All requests at once, each an equal share (processor sharing). Virtual time runs with the work that each one gets, so a request
 * is done at the virtual time of its arrival plus its size; a heap per server keeps who is next.
 */
export class SharedJobs implements Jobs {
  private readonly virtual: Float64Array;
  private readonly counts: Int32Array;
  private capacity = 32;
  private heap: Int32Array;

  constructor(servers: number) {
    this.virtual = new Float64Array(servers);
    this.counts = new Int32Array(servers);
    this.heap = new Int32Array(servers * this.capacity);
  }

  count(server: number): number {
    return this.counts[server] as number;
  }

  parallel(server: number): number {
    return this.counts[server] as number;
  }

  add(requests: RequestTable, server: number, slot: number): void {
    const count = this.counts[server] as number;
    if (count === 0) this.virtual[server] = 0;
    if (count === this.capacity) this.grow();
    const done = (this.virtual[server] as number) + (requests.size[slot] as number);
    requests.work[slot] = done;
    this.counts[server] = count + 1;
    const base = server * this.capacity;
    let at = count;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.heap[base + parent] as number;
      if ((requests.work[above] as number) <= done) break;
      this.heap[base + at] = above;
      at = parent;
    }
    this.heap[base + at] = slot;
  }

  untilNext(requests: RequestTable, server: number): number {
    const first = this.heap[server * this.capacity] as number;
    return ((requests.work[first] as number) - (this.virtual[server] as number)) * (this.counts[server] as number);
  }

  progress(_requests: RequestTable, server: number, work: number): void {
    const count = this.counts[server] as number;
    if (count > 0) this.virtual[server] = (this.virtual[server] as number) + work / count;
  }

  takeNext(requests: RequestTable, server: number): number {
    const base = server * this.capacity;
    const { heap } = this;
    const { work } = requests;
    const first = heap[base] as number;
    const count = (this.counts[server] as number) - 1;
    this.counts[server] = count;
    const moved = heap[base + count] as number;
    const done = work[moved] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) break;
      const right = child + 1;
      if (
        right < count &&
        (work[heap[base + right] as number] as number) < (work[heap[base + child] as number] as number)
      )
        child = right;
      if ((work[heap[base + child] as number] as number) >= done) break;
      heap[base + at] = heap[base + child] as number;
      at = child;
    }
    heap[base + at] = moved;
    return first;
  }

  private grow(): void {
    const servers = this.counts.length;
    const old = this.heap;
    const from = this.capacity;
    this.capacity = from * 2;
    this.heap = new Int32Array(servers * this.capacity);
    for (let server = 0; server < servers; server += 1)
      this.heap.set(old.subarray(server * from, (server + 1) * from), server * this.capacity);
  }
}

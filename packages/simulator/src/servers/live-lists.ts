import type { RequestTable } from "../requests/request-table.ts";

/** Who is still waited for at each server, in the order they were sent there: apart from the work, which goes on all the same. */
export class LiveLists {
  private readonly oldest: Int32Array;
  private readonly newest: Int32Array;

  constructor(servers: number) {
    this.oldest = new Int32Array(servers).fill(-1);
    this.newest = new Int32Array(servers).fill(-1);
  }

  first(server: number): number {
    return this.oldest[server] as number;
  }

  add(requests: RequestTable, server: number, slot: number): void {
    const last = this.newest[server] as number;
    requests.earlier[slot] = last;
    requests.later[slot] = -1;
    if (last < 0) this.oldest[server] = slot;
    else requests.later[last] = slot;
    this.newest[server] = slot;
  }

  remove(requests: RequestTable, server: number, slot: number): void {
    const earlier = requests.earlier[slot] as number;
    const later = requests.later[slot] as number;
    if (earlier < 0) this.oldest[server] = later;
    else requests.later[earlier] = later;
    if (later < 0) this.newest[server] = earlier;
    else requests.earlier[later] = earlier;
  }

  earliestDeadline(requests: RequestTable, server: number): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (let slot = this.oldest[server] as number; slot >= 0; slot = requests.later[slot] as number)
      if ((requests.deadline[slot] as number) < earliest) earliest = requests.deadline[slot] as number;
    return earliest;
  }
}

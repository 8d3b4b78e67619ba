import type { RequestTable } from "./request-table.ts";

/** Requests that wait, first come first served within each rank; rank 0 goes before rank 1. One request is in one line only. */
export class WaitingLine {
  private readonly ranks: number;
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  length = 0;

  constructor(ranks: number) {
    this.ranks = ranks;
    this.head = new Int32Array(ranks).fill(-1);
    this.tail = new Int32Array(ranks).fill(-1);
  }

  add(requests: RequestTable, slot: number, rank: number): void {
    requests.next[slot] = -1;
    const last = this.tail[rank] as number;
    if (last < 0) this.head[rank] = slot;
    else requests.next[last] = slot;
    this.tail[rank] = slot;
    this.length += 1;
  }

  /** The lowest rank anybody waits in; the number of ranks when nobody waits. */
  firstRank(): number {
    for (let rank = 0; rank < this.ranks; rank += 1) if ((this.head[rank] as number) >= 0) return rank;
    return this.ranks;
  }

  /** Who is first in a rank, -1 for nobody. */
  first(rank: number): number {
    return this.head[rank] as number;
  }

  removeFirst(requests: RequestTable, rank: number): number {
    const slot = this.head[rank] as number;
    const next = requests.next[slot] as number;
    this.head[rank] = next;
    if (next < 0) this.tail[rank] = -1;
    this.length -= 1;
    return slot;
  }

  /** The earliest deadline among those who are first, Infinity when nobody waits. */
  earliest(requests: RequestTable): number {
    if (this.length === 0) return Number.POSITIVE_INFINITY;
    let earliest = Number.POSITIVE_INFINITY;
    for (let rank = 0; rank < this.ranks; rank += 1) {
      const slot = this.head[rank] as number;
      if (slot >= 0 && (requests.deadline[slot] as number) < earliest) earliest = requests.deadline[slot] as number;
    }
    return earliest;
  }
}

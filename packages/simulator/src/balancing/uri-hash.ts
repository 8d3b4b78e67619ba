import type { Balancer } from "./balancer.ts";
import type { ServerTable } from "./server-table.ts";

const NODES_PER_WEIGHT = 16; // BE_WEIGHT_SCALE
const NODE_RANGE = 4096; // SRV_EWGHT_RANGE

/**
 * HAProxy's `balance uri` with `hash-type consistent` (lb_chash.c): each server has points on a ring of 32 bits in proportion to
 * its weight, a key (whirled once more) belongs to the nearest one, and its request waits for that server if need be.
 */
export class UriHash implements Balancer {
  private points: Uint32Array = new Uint32Array(0);
  private owners: Uint16Array = new Uint16Array(0);
  // The ring is sorted when somebody asks: a fleet that balances otherwise never pays for it.
  private isStale = true;

  pick(servers: ServerTable, key: number, avoid: number): number {
    if (this.isStale) this.build(servers);
    const { owners } = this;
    const count = owners.length;
    if (count === 0) return -1;
    const nearest = this.nearest(fullHash(key));
    for (let step = 0; step < count; step += 1) {
      const owner = owners[(nearest + step) % count] as number;
      if (owner !== avoid) return owner;
    }
    return avoid;
  }

  moved(): void {}

  private nearest(key: number): number {
    const { points } = this;
    const count = points.length;
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((points[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    const next = low === count ? 0 : low;
    const before = low === 0 ? count - 1 : low - 1;
    const ahead = ((points[next] as number) - key) >>> 0;
    const behind = (key - (points[before] as number)) >>> 0;
    return behind < ahead ? before : next;
  }

  changed(): void {
    this.isStale = true;
  }

  private build(servers: ServerTable): void {
    this.isStale = false;
    const nodes: number[] = [];
    for (let server = 0; server < servers.count; server += 1) {
      if (servers.usable[server] !== 1) continue;
      for (let node = 0; node < (servers.weight[server] as number) * NODES_PER_WEIGHT; node += 1)
        nodes.push(fullHash((server + 1) * NODE_RANGE + node) * 65_536 + server);
    }
    const sorted = Float64Array.from(nodes).sort();
    this.points = Uint32Array.from(sorted, (node) => Math.floor(node / 65_536));
    this.owners = Uint16Array.from(sorted, (node) => node % 65_536);
  }
}

// HAProxy's `full_hash`: Bob Jenkins's full avalanche of 32 bits, spread over the ring by a prime.
function fullHash(key: number): number {
  let a = key | 0;
  a = (a + 0x7ed55d16 + (a << 12)) | 0;
  a = a ^ 0xc761c23c ^ (a >>> 19);
  a = (a + 0x165667b1 + (a << 5)) | 0;
  a = ((a + 0xd3a2646c) | 0) ^ (a << 9);
  a = (a + 0xfd7046c5 + (a << 3)) | 0;
  a = a ^ 0xb55a4f09 ^ (a >>> 16);
  return Math.imul(a, 3_221_225_473) >>> 0;
}

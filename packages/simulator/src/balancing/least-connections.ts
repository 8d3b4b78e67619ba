import type { Balancer } from "./balancer.ts";
import type { ServerTable } from "./server-table.ts";

const SCALE = 4096 / 16; // SRV_EWGHT_MAX over BE_WEIGHT_SCALE

/**
 * HAProxy's `leastconn` (lb_fwlc.c): the lowest (requests + 1) / weight, in whole numbers, an idle server counting as 0; among
 * equals the one that came to its place first, so that equals take turns.
 */
export class LeastConnections implements Balancer {
  private readonly place: Int32Array;
  private readonly since: Float64Array;
  private turn = 0;

  constructor(servers: ServerTable) {
    this.place = new Int32Array(servers.count);
    this.since = new Float64Array(servers.count);
    this.changed(servers);
  }

  pick(servers: ServerTable, _key: number, avoid: number): number {
    const { place, since } = this;
    let best = -1;
    for (let server = 0; server < servers.count; server += 1) {
      if (!servers.isFree(server) || server === avoid) continue;
      if (best < 0) best = server;
      else {
        const difference = (place[server] as number) - (place[best] as number);
        if (difference < 0 || (difference === 0 && (since[server] as number) < (since[best] as number))) best = server;
      }
    }
    return best < 0 && avoid >= 0 && servers.isFree(avoid) ? avoid : best;
  }

  moved(servers: ServerTable, server: number): void {
    const requests = (servers.served[server] as number) + (servers.queued[server] as number);
    const place = requests === 0 ? 0 : Math.floor(((requests + 1) * SCALE) / (servers.weight[server] as number));
    if (place === this.place[server]) return;
    this.place[server] = place;
    this.turn += 1;
    this.since[server] = this.turn;
  }

  changed(servers: ServerTable): void {
    for (let server = 0; server < servers.count; server += 1) this.moved(servers, server);
  }
}

import type { Balancer } from "./balancer.ts";
import type { ServerTable } from "./server-table.ts";

/** HAProxy's `roundrobin`: smooth weighted turns among the servers with a free place. */
export class RoundRobin implements Balancer {
  private readonly credit: Float64Array;

  constructor(servers: ServerTable) {
    this.credit = new Float64Array(servers.count);
  }

  pick(servers: ServerTable, _key: number, avoid: number): number {
    const { credit } = this;
    let best = -1;
    let total = 0;
    for (let server = 0; server < servers.count; server += 1) {
      if (!servers.isFree(server) || server === avoid) continue;
      const weight = servers.weight[server] as number;
      const own = (credit[server] as number) + weight;
      credit[server] = own;
      total += weight;
      if (best < 0 || own > (credit[best] as number)) best = server;
    }
    if (best >= 0) credit[best] = (credit[best] as number) - total;
    else if (avoid >= 0 && servers.isFree(avoid)) best = avoid;
    return best;
  }

  moved(): void {}

  changed(): void {
    this.credit.fill(0);
  }
}

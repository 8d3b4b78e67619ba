import { Chance, STREAM } from "../chance/chance.ts";
import type { Balancer } from "./balancer.ts";
import type { ServerTable } from "./server-table.ts";

/**
 * HAProxy's `random(2)` (lb_chash.c): two draws in proportion to weight, the one with fewer requests for its weight wins; when
 * the winner is full the request waits in the backend's queue, even if others are free.
 */
export class RandomTwo implements Balancer {
  private readonly chance: Chance;

  constructor(_servers: ServerTable, seed: number) {
    this.chance = new Chance(seed, STREAM.balancing);
  }

  pick(servers: ServerTable, _key: number, avoid: number): number {
    let total = 0;
    for (let server = 0; server < servers.count; server += 1)
      if (servers.usable[server] === 1 && server !== avoid) total += servers.weight[server] as number;
    if (total === 0) return avoid >= 0 && servers.isFree(avoid) ? avoid : -1;
    const first = draw(servers, avoid, this.chance.next() * total);
    const second = draw(servers, avoid, this.chance.next() * total);
    const winner = isBusier(servers, second, first) ? first : second;
    return servers.isFree(winner) ? winner : -1;
  }

  moved(): void {}

  changed(): void {}
}

function draw(servers: ServerTable, avoid: number, ticket: number): number {
  let left = ticket;
  let last = -1;
  for (let server = 0; server < servers.count; server += 1) {
    if (servers.usable[server] !== 1 || server === avoid) continue;
    last = server;
    left -= servers.weight[server] as number;
    if (left < 0) return server;
  }
  return last;
}

function isBusier({ served, weight }: ServerTable, one: number, other: number): boolean {
  return (served[one] as number) * (weight[other] as number) > (served[other] as number) * (weight[one] as number);
}

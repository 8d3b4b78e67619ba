import { expect, test } from "vitest";
import { ALGORITHM_NAMES, balancerOf, type Balancer } from "./balancer.ts";
import { ServerTable } from "./server-table.ts";

function serversOf(weights: readonly number[], maxConnections = 1_000): ServerTable {
  const table = new ServerTable(weights);
  table.maxConnections = maxConnections;
  return table;
}

/** Sends `count` requests that never end. */
function send(balancer: Balancer, table: ServerTable, count: number): number[] {
  return Array.from({ length: count }, (_, key) => {
    const server = balancer.pick(table, key, -1);
    if (server >= 0) {
      table.served[server] = (table.served[server] ?? 0) + 1;
      balancer.moved(table, server);
    }
    return server;
  });
}

test.each(ALGORITHM_NAMES)("%s never picks a server that is out of service", (name) => {
  const table = serversOf([10, 20, 30]);
  const balancer = balancerOf(name, table, 1);
  table.usable[1] = 0;
  balancer.changed(table);
  expect(send(balancer, table, 300)).not.toContain(1);
});

test.each(ALGORITHM_NAMES)("%s avoids the server that just failed as long as there is another", (name) => {
  const table = serversOf([10, 20, 30]);
  const balancer = balancerOf(name, table, 1);
  for (let key = 0; key < 200; key += 1) expect(balancer.pick(table, key * 20_000_003, 2)).not.toBe(2);
  table.usable.set([0, 0, 1]);
  balancer.changed(table);
  expect(balancer.pick(table, 7, 2)).toBe(2);
});

test.each(["roundrobin", "leastconn", "random2"] as const)(
  "%s lets a request wait when every server is full",
  (name) => {
    const table = serversOf([10, 20], 1);
    const balancer = balancerOf(name, table, 1);
    expect(
      send(balancer, table, 50)
        .filter((server) => server >= 0)
        .toSorted((a, b) => a - b),
    ).toEqual([0, 1]);
    expect(balancer.pick(table, 0, -1)).toBe(-1);
  },
);

test("RoundRobin takes smooth turns in proportion to weight", () => {
  const table = serversOf([3, 1]);
  expect(send(balancerOf("roundrobin", table, 1), table, 8)).toEqual([0, 0, 1, 0, 0, 0, 1, 0]);
});

test("LeastConnections fills idle servers first and then keeps requests over weight level", () => {
  const table = serversOf([25, 20, 15, 10]);
  const balancer = balancerOf("leastconn", table, 1);
  expect(send(balancer, table, 4)).toEqual([0, 1, 2, 3]);
  send(balancer, table, 66);
  expect([...table.served]).toEqual([25, 20, 15, 10]);
});

test("LeastConnections lets equals take turns", () => {
  const table = serversOf([10, 10, 10]);
  const balancer = balancerOf("leastconn", table, 1);
  const [first] = send(balancer, table, 1);
  table.served[first ?? 0] = 0;
  balancer.moved(table, first ?? 0);
  expect(send(balancer, table, 3)).toEqual([1, 2, 0]);
});

test("RandomTwo spreads requests by weight, and evens out what is under way", () => {
  const table = serversOf([30, 10], 100_000);
  send(balancerOf("random2", table, 1), table, 40_000);
  expect((table.served[0] ?? 0) / 40_000).toBeCloseTo(0.75, 1);
});

// What HAProxy 2.6.12 did with `balance uri` and `hash-type consistent`, servers of weight 25, 20, 15, 10.
test("UriHash sends each path where HAProxy sends it", () => {
  const table = serversOf([25, 20, 15, 10]);
  const balancer = balancerOf("uri_hash", table, 1);
  const seen = [0, 0, 2, 3, 2, 0, 0, 3, 3, 0, 0, 2, 1, 1, 0, 2, 1, 2, 0, 2];
  expect(seen.map((_, item) => balancer.pick(table, sdbm(`/catalogue/${item}`), -1))).toEqual(seen);
  expect(balancer.pick(table, sdbm("/search"), -1)).toBe(0);
});

test("UriHash moves only the keys of a server that goes", () => {
  const table = serversOf([25, 20, 15, 10]);
  const balancer = balancerOf("uri_hash", table, 1);
  const keys = Array.from({ length: 500 }, (_, key) => key * 7_919);
  const before = keys.map((key) => balancer.pick(table, key, -1));
  table.usable[2] = 0;
  balancer.changed(table);
  keys.forEach((key, index) => {
    if (before[index] !== 2) expect(balancer.pick(table, key, -1)).toBe(before[index]);
  });
});

function sdbm(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1)
    hash = (text.charCodeAt(index) + (hash << 6) + (hash << 16) - hash) | 0;
  return hash >>> 0;
}

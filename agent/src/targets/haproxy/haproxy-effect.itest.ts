import { expect, test } from "vitest";
import { openedTarget, set } from "./testing/opened-target.ts";

/** Status and headers of one request over a connection of its own. */
async function ask(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers: { connection: "close", ...headers } });
  await response.arrayBuffer();
  return response;
}

test("request_timeout ends a request that a server takes too long for", async () => {
  await using own = await openedTarget();
  expect((await ask(`${own.fixture.url}/?ms=1600`)).status).toBe(200);
  await set(own.target, { request_timeout: 1.25 });
  expect(await own.target.read()).toMatchObject({ request_timeout: 1.25 });
  expect((await ask(`${own.fixture.url}/?ms=1600`)).status).toBe(504);
});

test("queue_limit refuses at once what would wait behind it, and nothing else", async () => {
  await using own = await openedTarget();
  await set(own.target, { max_connections: 1, queue_limit: 16 });
  const statuses = async (count: number) => {
    const all = await Promise.all(Array.from({ length: count }, () => ask(`${own.fixture.url}/?ms=300`)));
    return all.filter((response) => response.status === 503).length;
  };
  expect(await statuses(10)).toBe(0);
  // Three are served, sixteen wait.
  expect(await statuses(25)).toBe(25 - 19);
  await set(own.target, { queue_limit: 100 });
  expect(await statuses(25)).toBe(0);
});

test("cache_ttl and caching_strategy decide how long an answer is used", async () => {
  await using own = await openedTarget();
  const cacheControl = async (path: string) => (await ask(`${own.fixture.url}${path}`)).headers.get("cache-control");
  const reached = async (path: string) => {
    const before = own.fixture.served();
    for (let turn = 0; turn < 3; turn += 1) await ask(`${own.fixture.url}${path}`);
    return own.fixture.served() - before;
  };
  expect(await cacheControl("/catalogue/1")).toBe("max-age=30, must-revalidate");
  expect(await reached("/catalogue/2")).toBe(1);
  await set(own.target, { cache_ttl: 7 });
  expect(await cacheControl("/catalogue/3")).toBe("max-age=7, must-revalidate");
  await set(own.target, { caching_strategy: "off" });
  expect(await cacheControl("/catalogue/4")).toBeNull();
  expect(await reached("/catalogue/5")).toBe(3);
});

test("compression takes effect on the next answer", async () => {
  await using own = await openedTarget();
  const encoding = async () =>
    (await ask(`${own.fixture.url}/plain`, { "accept-encoding": "gzip" })).headers.get("content-encoding");
  expect(await encoding()).toBeNull();
  await set(own.target, { compression: "on" });
  expect(await encoding()).toBe("gzip");
  await set(own.target, { compression: "off" });
  expect(await encoding()).toBeNull();
});

test("weights share the requests out on every algorithm that knows them", async () => {
  await using own = await openedTarget();
  await set(own.target, {
    load_balancing_algorithm: "roundrobin",
    "haproxy/weight_s1": 98,
    "haproxy/weight_s2": 1,
    "haproxy/weight_s3": 1,
  });
  for (let turn = 0; turn < 50; turn += 1) await ask(`${own.fixture.url}/search`);
  const [s1 = 0, s2 = 0, s3 = 0] = own.fixture.servedEach();
  expect(s1).toBeGreaterThanOrEqual(46);
  expect(s1 + s2 + s3).toBe(50);
});

test("uri_hash sends a path to one server and roundrobin to all", async () => {
  await using own = await openedTarget();
  const spread = async () => {
    const before = own.fixture.servedEach();
    for (let turn = 0; turn < 12; turn += 1) await ask(`${own.fixture.url}/search`);
    return own.fixture.servedEach().filter((served, index) => served > (before[index] ?? 0)).length;
  };
  await set(own.target, { load_balancing_algorithm: "uri_hash" });
  expect(await spread()).toBe(1);
  await set(own.target, { load_balancing_algorithm: "roundrobin" });
  expect(await spread()).toBe(3);
});

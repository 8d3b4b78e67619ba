import { readFile, rename } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Target } from "../target.ts";
import { openHaproxyTarget } from "./haproxy-target.ts";
import { mapFile } from "./testing/fixture-config.ts";
import { openedTarget, set } from "./testing/opened-target.ts";

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const unreachable = { code: "unreachable" };

async function restarted(own: Awaited<ReturnType<typeof openedTarget>>): Promise<void> {
  await sleep(300); // files are written behind
  await own.fixture.stop();
  await own.fixture.start();
}

/** What the loop does after a loss. */
async function metAgain(target: Target): Promise<void> {
  await target.describe();
  await target.observe(Date.now());
}

test("haproxyTarget tells of a restart once, whoever notices, and always the next observe", async () => {
  await using own = await openedTarget();
  const { target } = own;
  await metAgain(target);
  await restarted(own);
  await expect(target.observe(Date.now())).rejects.toMatchObject(unreachable);
  await metAgain(target);
  for (const look of [() => target.read(), () => target.plan({ max_connections: 8 })]) {
    await restarted(own);
    await expect(look()).rejects.toMatchObject(unreachable);
    await expect(target.observe(Date.now())).rejects.toMatchObject(unreachable);
    await metAgain(target);
    expect(await target.read()).toMatchObject({ max_connections: 4 });
  }
});

test("haproxyTarget is not lost a second time after it was down and is back", async () => {
  await using own = await openedTarget();
  await metAgain(own.target);
  await own.fixture.stop();
  await expect(own.target.read()).rejects.toMatchObject(unreachable);
  await expect(own.target.observe(Date.now())).rejects.toMatchObject(unreachable);
  await own.fixture.start();
  await metAgain(own.target);
  await set(own.target, { load_balancing_algorithm: "roundrobin" });
  expect(await own.target.read()).toMatchObject({ load_balancing_algorithm: "roundrobin" });
});

test("haproxyTarget does not apply a step that was planned before a restart", async () => {
  await using own = await openedTarget();
  const [step] = await own.target.plan({ max_connections: 8 });
  await restarted(own);
  await expect(step?.apply()).rejects.toMatchObject(unreachable);
  await expect(own.target.observe(Date.now())).rejects.toMatchObject(unreachable);
  expect(await own.target.read()).toMatchObject({ max_connections: 4 });
});

test("haproxyTarget keeps what maps, drains and weights were set to over a restart", async () => {
  await using own = await openedTarget();
  const kept = {
    load_balancing_algorithm: "uri_hash",
    caching_strategy: "long",
    cache_ttl: 7,
    queue_limit: 50,
    request_timeout: 2.5,
    compression: "on",
    active_servers: 2,
    "haproxy/weight_s1": 42,
  };
  await set(own.target, { ...kept, max_connections: 9 });
  await restarted(own);
  await expect(own.target.observe(Date.now())).rejects.toMatchObject(unreachable);
  // HAProxy keeps maxconn nowhere: that one is as the config says.
  expect(await own.target.read()).toMatchObject({ ...kept, max_connections: 4 });
  expect(await readFile(mapFile(own.fixture.folder, "cache"), "utf8")).toBe("# made by hand\ncurrent long\n");
});

test("haproxyTarget takes back what it kept when a change is undone, also after a restart", async () => {
  await using own = await openedTarget();
  const before = await own.target.read();
  const undos = [];
  for (const step of await own.target.plan({ compression: "on", active_servers: 2, "haproxy/weight_s2": 3 }))
    undos.push(await step.apply());
  await restarted(own);
  for (const undo of undos.toReversed()) await undo();
  await restarted(own);
  const target = await openHaproxyTarget(own.fixture.config);
  expect(await target.read()).toEqual(before);
  await target.close();
});

test("haproxyTarget says which files it cannot keep, and steers without them", async () => {
  await using own = await openedTarget();
  const file = mapFile(own.fixture.folder, "compression");
  await rename(file, `${file}.away`);
  expect((await own.target.describe()).cannot).toEqual([expect.stringContaining(file)]);
  await set(own.target, { compression: "on" });
  expect(await own.target.read()).toMatchObject({ compression: "on" });
});

test("haproxyTarget follows the log ring again after HAProxy restarted", async () => {
  await using own = await openedTarget();
  await restarted(own);
  await sleep(600);
  await own.underLoad(() => sleep(500));
  await sleep(300);
  const signals = await own.target.observe(Date.now());
  expect(signals["latency_p95"]?.value).toBeGreaterThanOrEqual(0);
  expect(signals["search_share"]?.value).toBeCloseTo(0.25, 1);
  expect(signals["checkout_share"]?.value).toBeCloseTo(0.25, 1);
  expect(signals["error_rate"]?.value).toBe(0);
});

test("haproxyTarget works again when the socket is gone and comes back", async () => {
  await using own = await openedTarget();
  const socket = own.fixture.config.stats_socket;
  await rename(socket, `${socket}.away`);
  await expect(own.target.plan({ max_connections: 8 })).rejects.toMatchObject(unreachable);
  await rename(`${socket}.away`, socket);
  await set(own.target, { max_connections: 8 });
  expect(await own.target.read()).toMatchObject({ max_connections: 8 });
});

test("haproxyTarget never leaves a serving server parked after HAProxy restarted", async () => {
  await using own = await openedTarget();
  const { fixture, target } = own;
  const target2 = await openHaproxyTarget({ ...fixture.config, server_state_file: undefined });
  await set(target2, { active_servers: 2 });
  await target2.observe(Date.now());
  await restarted(own);
  await expect(target2.observe(Date.now())).rejects.toMatchObject(unreachable);
  await target2.observe(Date.now());
  expect(Number(await readFile(fixture.quotaFile("s2"), "utf8"))).toBe(10_000);
  await target2.close();
  await target.close();
});

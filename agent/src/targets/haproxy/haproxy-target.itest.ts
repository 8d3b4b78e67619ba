import { readFile, rename, rm, symlink } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Target } from "../target.ts";
import { targetContract } from "../testing/target-contract.ts";
import { openHaproxyTarget } from "./haproxy-target.ts";
import { haproxyFixture, type HaproxyFixture } from "./testing/haproxy-fixture.ts";

async function opened(options: Parameters<typeof haproxyFixture>[0] = {}) {
  const fixture = await haproxyFixture(options);
  const target = await openHaproxyTarget(fixture.config);
  return {
    fixture,
    target,
    underLoad: (work: () => Promise<void>) => fixture.underLoad(work),
    async [Symbol.asyncDispose]() {
      await target.close();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

async function set(target: Target, name: string, value: number | string): Promise<void> {
  for (const step of await target.plan({ [name]: value })) await step.apply();
}

const quota = async (fixture: HaproxyFixture, server: string) =>
  Number(await readFile(fixture.quotaFile(server), "utf8"));
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

targetContract("haproxyTarget", () => opened());

test("haproxyTarget reads its own state again after HAProxy restarted", async () => {
  await using own = await opened();
  await set(own.target, "load_balancing_algorithm", "roundrobin");
  await own.fixture.stop();
  await expect(own.target.read()).rejects.toMatchObject({ code: "unreachable" });
  await expect(own.target.observe(Date.now())).rejects.toMatchObject({ code: "unreachable" });
  await own.fixture.start();
  expect(await own.target.read()).toMatchObject({ load_balancing_algorithm: "leastconn", active_servers: 3 });
  await set(own.target, "load_balancing_algorithm", "roundrobin");
  expect(await own.target.read()).toMatchObject({ load_balancing_algorithm: "roundrobin" });
});

test("haproxyTarget follows the log ring again after HAProxy restarted", async () => {
  await using own = await opened();
  await own.fixture.stop();
  await own.fixture.start();
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
  await using own = await opened();
  const socket = own.fixture.config.stats_socket;
  await rename(socket, `${socket}.away`);
  await expect(own.target.plan({ max_connections: 8 })).rejects.toMatchObject({ code: "unreachable" });
  await rename(`${socket}.away`, socket);
  await set(own.target, "max_connections", 8);
  expect(await own.target.read()).toMatchObject({ max_connections: 8 });
});

test("haproxyTarget drains the smallest server, parks it when it is empty, and gives its cores back first", async () => {
  await using own = await opened();
  const { fixture, target } = own;
  await set(target, "active_servers", 2);
  expect(await target.read()).toMatchObject({ active_servers: 2, cpu_allocation: 0.2 });
  expect(await quota(fixture, "s2")).toBe(10_000);
  await target.observe(Date.now());
  expect(await quota(fixture, "s2")).toBe(1_000);
  await set(target, "cpu_allocation", 0.3);
  expect([await quota(fixture, "s1"), await quota(fixture, "s2"), await quota(fixture, "s3")]).toEqual([
    30_000, 1_000, 45_000,
  ]);
  await set(target, "active_servers", 3);
  expect(await quota(fixture, "s2")).toBe(15_000);
  expect(await target.read()).toMatchObject({ active_servers: 3, cpu_allocation: 0.3 });
});

test("haproxyTarget never leaves a serving server parked after HAProxy restarted", async () => {
  await using own = await opened();
  const { fixture, target } = own;
  await set(target, "active_servers", 2);
  await target.observe(Date.now());
  await fixture.stop();
  await fixture.start();
  await target.observe(Date.now());
  expect(await quota(fixture, "s2")).toBe(10_000);
});

test("haproxyTarget adds capacity before it relies on it and takes it away last", async () => {
  await using own = await opened();
  const down = { cpu_allocation: 0.15, active_servers: 2, max_connections: 2, load_balancing_algorithm: "roundrobin" };
  const steps = await own.target.plan(down);
  expect(steps.map((step) => step.attribute)).toEqual([
    "load_balancing_algorithm",
    "max_connections",
    "active_servers",
    "cpu_allocation",
  ]);
  for (const step of steps) await step.apply();
  const up = await own.target.plan({ max_connections: 6, active_servers: 3, cpu_allocation: 0.2 });
  expect(up.map((step) => step.attribute)).toEqual(["cpu_allocation", "active_servers", "max_connections"]);
});

test("haproxyTarget offers nothing on a socket without the right, and says so", async () => {
  await using own = await opened({ level: "operator" });
  const { attributes, cannot } = await own.target.describe();
  expect(attributes.map((attribute) => attribute.name)).toEqual(["cpu_allocation"]);
  expect(cannot.join(" ")).toContain("level operator");
  const [step] = await own.target.plan({ max_connections: 8 });
  await expect(step?.apply()).rejects.toMatchObject({ code: "refused" });
});

test("haproxyTarget offers no cpu_allocation where a quota cannot be written", async () => {
  await using fixture = await haproxyFixture();
  const servers = fixture.config.servers.map((server) => ({ ...server, cgroup: "/nonexistent" }));
  const target = await openHaproxyTarget({ ...fixture.config, servers });
  const { attributes, cannot } = await target.describe();
  expect(attributes.map((attribute) => attribute.name)).not.toContain("cpu_allocation");
  expect(cannot.join(" ")).toContain("cpu_allocation");
  await target.close();
});

test("haproxyTarget puts every server back when a change is accepted and does not take", async () => {
  await using own = await opened();
  const [step] = await own.target.plan({ cpu_allocation: 0.3 });
  await rm(own.fixture.quotaFile("s3"));
  await symlink("/dev/null", own.fixture.quotaFile("s3"));
  await expect(step?.apply()).rejects.toMatchObject({ code: "read-back-differs" });
  expect([await quota(own.fixture, "s1"), await quota(own.fixture, "s2")]).toEqual([20_000, 10_000]);
});

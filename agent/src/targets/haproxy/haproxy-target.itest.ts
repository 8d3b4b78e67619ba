import { readFile, rm, symlink } from "node:fs/promises";
import { expect, test } from "vitest";
import { targetContract } from "../testing/target-contract.ts";
import { openHaproxyTarget } from "./haproxy-target.ts";
import { runtimeApi } from "./runtime-api.ts";
import { haproxyFixture, type HaproxyFixture } from "./testing/haproxy-fixture.ts";
import { openedTarget as opened, set } from "./testing/opened-target.ts";

const quota = async (fixture: HaproxyFixture, server: string) =>
  Number(await readFile(fixture.quotaFile(server), "utf8"));
targetContract("haproxyTarget", () => opened());
targetContract("haproxyTarget on a plain HAProxy", () => opened({ shape: "plain" }));

test("haproxyTarget drains the smallest server, parks it when it is empty, and gives its cores back first", async () => {
  await using own = await opened();
  const { fixture, target } = own;
  await set(target, { active_servers: 2 });
  expect(await target.read()).toMatchObject({ active_servers: 2, cpu_allocation: 0.2 });
  expect(await quota(fixture, "s2")).toBe(10_000);
  await target.observe(Date.now());
  expect(await quota(fixture, "s2")).toBe(1_000);
  await set(target, { cpu_allocation: 0.3 });
  expect([await quota(fixture, "s1"), await quota(fixture, "s2"), await quota(fixture, "s3")]).toEqual([
    30_000, 1_000, 45_000,
  ]);
  await set(target, { active_servers: 3 });
  expect(await quota(fixture, "s2")).toBe(15_000);
  expect(await target.read()).toMatchObject({ active_servers: 3, cpu_allocation: 0.3 });
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

test("haproxyTarget says of each attribute that a plain HAProxy lacks what to add", async () => {
  await using own = await opened({ shape: "plain" });
  const { attributes, cannot } = await own.target.describe();
  const names = ["active_servers", "haproxy/weight_s1", "haproxy/weight_s2", "haproxy/weight_s3", "max_connections"];
  expect(attributes.map((attribute) => attribute.name).sort()).toEqual(names);
  for (const name of [
    "cpu_allocation",
    "load_balancing_algorithm",
    "caching_strategy",
    "cache_ttl",
    "queue_limit",
    "request_timeout",
    "compression",
  ])
    expect(cannot.filter((sentence) => sentence.startsWith(`${name}: `) && sentence.includes("add "))).toHaveLength(1);
});

test("haproxyTarget offers no weights where one backend balances from a table", async () => {
  await using fixture = await haproxyFixture();
  const backends = fixture.config.backends.map((backend) => ({ ...backend, weights: "static" as const }));
  const target = await openHaproxyTarget({ ...fixture.config, backends });
  const { attributes, cannot } = await target.describe();
  expect(attributes.filter((attribute) => attribute.name.startsWith("haproxy/"))).toEqual([]);
  expect(cannot.join(" ")).toContain("hash-type consistent");
  await target.close();
});

test("haproxyTarget leaves a server alone that somebody put into maintenance", async () => {
  await using own = await opened();
  const api = runtimeApi(own.fixture.config.stats_socket);
  await api.send(["set server be_leastconn/s3 state maint"]);
  expect(await own.target.read()).toMatchObject({ active_servers: 2 });
  const [step] = await own.target.plan({ active_servers: 3 });
  await expect(step?.apply()).rejects.toMatchObject({ code: "refused", message: expect.stringContaining("s3") });
  expect(await own.target.read()).toMatchObject({ active_servers: 2 });
});

test("haproxyTarget drains every copy and puts each copy back as it was", async () => {
  await using own = await opened();
  const api = runtimeApi(own.fixture.config.stats_socket);
  await api.send(["set server be_uri_hash/s1 state drain"]);
  const states = async () => (await api.send(["show servers state"])).join().match(/be_\w+ \d s\d \S+ \d \d+ \d+/g);
  const before = await states();
  const [step] = await own.target.plan({ active_servers: 2 });
  const undo = await step?.apply();
  const drained = (await states())?.filter((line) => / s2 \S+ \d 8 /.test(line));
  expect(drained).toHaveLength(4);
  await undo?.();
  expect(await states()).toEqual(before);
});

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { haproxyTargetSchema } from "../../targets/haproxy/config.ts";
import { openHaproxyTarget } from "../../targets/haproxy/haproxy-target.ts";
import { runtimeApi } from "../../targets/haproxy/runtime-api.ts";
import { haproxyProcess } from "../../targets/haproxy/testing/haproxy-fixture.ts";
import { lightLoad } from "../../targets/haproxy/testing/light-load.ts";
import { freePort, tinyServer } from "../../targets/haproxy/testing/tiny-server.ts";
import { targetContract } from "../../targets/testing/target-contract.ts";
import { DEBIAN, LISTEN, PLAIN, TCP } from "./haproxy-configs.fixture.ts";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

/** As a person would do it: adopt, patch a copy, check both files, start, point the agent at the target file. */
async function adoptedHaproxy(text: string, backend?: string) {
  const folder = await mkdtemp(join(tmpdir(), "ad-"));
  const servers = await Promise.all([tinyServer(), tinyServer(), tinyServer()]);
  const front = await freePort();
  const file = (name: string) => join(folder, name);
  const own = text
    .replaceAll("/run/haproxy/", `${folder}/`)
    .replace("127.0.0.1:80\n", `127.0.0.1:${front}\n`)
    .replaceAll(/127\.0\.0\.1:([123])\b/g, (_all, server: string) => `127.0.0.1:${servers[Number(server) - 1]?.port}`);
  await writeFile(file("haproxy.cfg"), own);
  await writeFile(file("servers.state"), "");
  await utimes(file("haproxy.cfg"), 1_000_000, 1_000_000);
  const out = file("out");
  const more = backend === undefined ? [] : ["--backend", backend];
  const { stdout: diff } = await run(process.execPath, [
    MAIN,
    "adopt",
    file("haproxy.cfg"),
    "--out",
    out,
    "--diff",
    ...more,
  ]);
  await writeFile(file("copy.cfg"), own);
  await writeFile(file("own.patch"), diff.replaceAll(file("haproxy.cfg"), "copy.cfg"));
  await run("git", ["apply", "-p0", "own.patch"], { cwd: folder });
  await run("haproxy", ["-c", "-f", file("copy.cfg"), "-f", join(out, "fleet-agent.cfg")]);
  const config = haproxyTargetSchema.parse(JSON.parse(await readFile(join(out, "haproxy.json"), "utf8")));
  const haproxy = haproxyProcess(file("copy.cfg"), config.stats_socket, ["-f", join(out, "fleet-agent.cfg")]);
  await haproxy.start();
  const target = await openHaproxyTarget(config);
  return {
    target,
    haproxy,
    config,
    url: `http://127.0.0.1:${front}`,
    original: { path: file("haproxy.cfg"), text: own },
    served: () => servers.map((server) => server.served()),
    underLoad: (work: () => Promise<void>) => lightLoad(`http://127.0.0.1:${front}`, work),
    async [Symbol.asyncDispose]() {
      await target.close();
      await haproxy.stop();
      for (const server of servers) server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

targetContract("an adopted Debian haproxy.cfg", () => adoptedHaproxy(DEBIAN));
targetContract("an adopted listen section", () => adoptedHaproxy(LISTEN));
targetContract("an adopted plain haproxy.cfg", () => adoptedHaproxy(PLAIN));
targetContract("an adopted tcp service", () => adoptedHaproxy(TCP));
targetContract("an adopted backend behind a condition", () => adoptedHaproxy(DEBIAN, "api"));

test("adopt leaves the given file's bytes and time alone", async () => {
  await using own = await adoptedHaproxy(DEBIAN);
  expect(await readFile(own.original.path, "utf8")).toBe(own.original.text);
  expect((await stat(own.original.path)).mtimeMs).toBe(1_000_000_000);
});

test("adopt changes nothing about the service until something is steered", async () => {
  await using own = await adoptedHaproxy(DEBIAN);
  const { attributes } = await own.target.describe();
  expect(attributes.map(({ name }) => name).sort()).toEqual([
    "active_servers",
    "cache_ttl",
    "caching_strategy",
    "compression",
    "haproxy/weight_web1",
    "haproxy/weight_web2",
    "load_balancing_algorithm",
    "max_connections",
    "queue_limit",
    "request_timeout",
  ]);
  expect(await own.target.read()).toEqual({
    active_servers: 2,
    cache_ttl: 3600,
    caching_strategy: "off",
    compression: "on",
    "haproxy/weight_web1": 20,
    "haproxy/weight_web2": 10,
    load_balancing_algorithm: "leastconn",
    max_connections: 50,
    queue_limit: 10_000,
    request_timeout: 50,
  });
  const gzip = { headers: { "accept-encoding": "gzip" } };
  const answer = await fetch(`${own.url}/plain`, gzip);
  await answer.arrayBuffer();
  expect(answer.headers.get("content-encoding")).toBe("gzip");
  expect((await fetch(`${own.url}/admin`)).status).toBe(403);
});

test("adopt makes signals of HAProxy's own log format, of the service's requests alone", async () => {
  await using own = await adoptedHaproxy(DEBIAN);
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  await sleep(700); // the ring is attached
  const began = Date.now();
  await own.target.observe(began);
  for (let turn = 0; turn < 60; turn += 1) {
    await fetch(`${own.url}/page`).then((answer) => answer.arrayBuffer());
    await fetch(`${own.url}/api/${turn}`).then((answer) => answer.arrayBuffer());
  }
  await sleep(600);
  const ended = Date.now();
  const signals = await own.target.observe(ended);
  expect(signals["latency_p95"]?.value).toBeGreaterThanOrEqual(0);
  expect(signals["error_rate"]?.value).toBe(0);
  // Sixty of the 120 were the service's own.
  expect(((signals["request_rate"]?.value ?? 0) * (ended - began)) / 1000).toBeCloseTo(60, 3);
});

test("adopt keeps a drain over a restart, and an undo tells no copy what only the tracked server was told", async () => {
  await using own = await adoptedHaproxy(DEBIAN);
  const api = runtimeApi(own.config.stats_socket);
  const states = async () => (await api.send(["show servers state"])).join().match(/\w+ \d web\d \S+ \d \d+/g);
  for (const step of await own.target.plan({ active_servers: 1 })) await step.apply();
  await own.target.close();
  await own.haproxy.stop();
  await own.haproxy.start();
  const target = await openHaproxyTarget(own.config);
  expect(await target.read()).toMatchObject({ active_servers: 1 });
  for (const step of await target.plan({ active_servers: 2 })) await step.apply();
  await api.send(["set server shop/web2 state drain"]);
  const before = await states();
  expect(before?.filter((state) => state.endsWith(" 16"))).toHaveLength(4);
  const [step] = await target.plan({ active_servers: 2 });
  const undo = await step?.apply();
  expect(await target.read()).toMatchObject({ active_servers: 2 });
  await undo?.();
  expect(await states()).toEqual(before);
  await target.close();
});

test("adopt does not cache for a client with a cookie, and does for one without", async () => {
  await using own = await adoptedHaproxy(DEBIAN);
  for (const step of await own.target.plan({ caching_strategy: "long", cache_ttl: 20 })) await step.apply();
  const reached = async (headers: Record<string, string>) => {
    const before = own.served().reduce((sum, served) => sum + served, 0);
    for (let turn = 0; turn < 4; turn += 1) {
      const answer = await fetch(`${own.url}/page`, { headers });
      await answer.arrayBuffer();
    }
    return own.served().reduce((sum, served) => sum + served, 0) - before;
  };
  expect(await reached({ cookie: "session=1" })).toBeGreaterThanOrEqual(4);
  expect(await reached({})).toBeLessThan(4);
});

test("adopt writes nothing outside its folder and nothing over what it did not make", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ad-"));
  const config = join(folder, "haproxy.cfg");
  await writeFile(config, DEBIAN);
  await mkdir(join(folder, "out"));
  await writeFile(join(folder, "out", "algorithm.map"), "theirs\n");
  const failed = await run(process.execPath, [MAIN, "adopt", config, "--out", join(folder, "out")]).catch(
    (error: { code: number; stderr: string }) => error,
  );
  expect(failed).toMatchObject({ code: 3, stderr: expect.stringContaining("was not made by adopt") });
  expect(await readFile(join(folder, "out", "algorithm.map"), "utf8")).toBe("theirs\n");
  const json = await run(process.execPath, [MAIN, "adopt", config, "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({ kind: "haproxy", written: [], target: { kind: "haproxy" } });
  await rm(folder, { recursive: true });
});

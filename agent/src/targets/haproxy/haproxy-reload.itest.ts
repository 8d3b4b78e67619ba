import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openHaproxyTarget } from "./haproxy-target.ts";
import { runtimeApi } from "./runtime-api.ts";
import { haproxyFixture } from "./testing/haproxy-fixture.ts";
import { set } from "./testing/opened-target.ts";

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The fixture's HAProxy as most hosts run it: a master that replaces its worker at a reload. */
async function masterAndWorker() {
  const fixture = await haproxyFixture();
  await fixture.stop();
  const master = spawn("haproxy", ["-W", "-db", "-q", "-f", join(fixture.folder, "haproxy.cfg")], { stdio: "ignore" });
  const api = runtimeApi(fixture.config.stats_socket);
  const worker = async () =>
    await api.send(["show info"]).then(
      ([info = ""]) => /^Pid: (\d+)$/m.exec(info)?.[1] ?? null,
      () => null,
    );
  const another = async (than: string | null) => {
    for (let now = await worker(); now === null || now === than; now = await worker()) await sleep(50);
  };
  await another(null);
  return {
    fixture,
    reload: async () => {
      const old = await worker();
      master.kill("SIGUSR2");
      await another(old);
    },
    async [Symbol.asyncDispose]() {
      const gone = once(master, "exit");
      master.kill("SIGTERM");
      await gone;
      await fixture[Symbol.asyncDispose]();
    },
  };
}

test("haproxyTarget notices a reload by another hand, keeps what it set, and reads the new worker's log", async () => {
  await using own = await masterAndWorker();
  const target = await openHaproxyTarget(own.fixture.config);
  await set(target, { load_balancing_algorithm: "uri_hash", compression: "on", active_servers: 2 });
  await target.observe(Date.now());
  await sleep(300); // files are written behind
  await own.reload();
  await expect(target.observe(Date.now())).rejects.toMatchObject({ code: "unreachable" });
  await target.describe();
  await target.observe(Date.now());
  expect(await target.read()).toMatchObject({
    load_balancing_algorithm: "uri_hash",
    compression: "on",
    active_servers: 2,
  });
  await sleep(700);
  await own.fixture.underLoad(() => sleep(600));
  await sleep(300);
  const signals = await target.observe(Date.now());
  expect(signals["latency_p95"]?.value).toBeGreaterThanOrEqual(0);
  expect(signals["search_share"]?.value).toBeCloseTo(0.25, 1);
  await target.close();
});

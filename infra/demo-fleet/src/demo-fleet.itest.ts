import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, mkdtempDisposable, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { haproxyTargetSchema, openHaproxyTarget } from "@fleet-persona/agent";
import { expect, test } from "vitest";
import { reactiveController } from "./arm/reactive-controller.ts";
import { runArm } from "./arm/run-arm.ts";
import { startDemoFleet } from "./demo-fleet.ts";

async function ownFleet() {
  const folder = await mkdtemp(join(tmpdir(), "df-"));
  const fleet = await startDemoFleet({ folder });
  return {
    fleet,
    folder,
    async [Symbol.asyncDispose]() {
      await fleet.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function status(url: string, init?: RequestInit): Promise<number> {
  const response = await fetch(url, init);
  await response.arrayBuffer();
  return response.status;
}

/** Groups that a process made. */
async function groupsOf(pid: number): Promise<string[]> {
  const found: string[] = [];
  for (const root of ["/sys/fs/cgroup", "/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpuacct"]) {
    const names = await readdir(root).catch(() => []);
    found.push(...names.filter((name) => name.startsWith(`fleet-persona-${pid}-`)));
  }
  return found;
}

test("startDemoFleet serves every class, and gives the agent a target file that works", async () => {
  await using own = await ownFleet();
  const { fleet } = own;
  expect(await status(`${fleet.frontUrl}/catalogue/1`)).toBe(200);
  expect(await status(`${fleet.frontUrl}/search?q=1`)).toBe(200);
  expect(await status(`${fleet.frontUrl}/checkout/1`, { method: "POST", body: "{}" })).toBe(200);
  const config = haproxyTargetSchema.parse(JSON.parse(await readFile(fleet.targetFile, "utf8")));
  const target = await openHaproxyTarget(config);
  expect(await target.read()).toMatchObject({ active_servers: 4, caching_strategy: "short", max_connections: 2 });
  await target.close();
});

test("startDemoFleet caches by the strategy in the map and goes back to the default with reset", async () => {
  await using own = await ownFleet();
  const { fleet } = own;
  const target = await openHaproxyTarget(fleet.target);
  const age = async () => {
    const response = await fetch(`${fleet.frontUrl}/catalogue/9`);
    await response.arrayBuffer();
    return response.headers.get("age");
  };
  expect([await age(), await age()]).toEqual([null, "0"]);
  for (const step of await target.plan({ caching_strategy: "off", max_connections: 8, active_servers: 3 }))
    await step.apply();
  expect([await age(), await age()]).toEqual([null, null]);
  await fleet.reset();
  // A restart is told once, and forgotten when the target is described anew.
  await expect(target.read()).rejects.toMatchObject({ code: "unreachable" });
  await target.describe();
  expect(await target.read()).toMatchObject({ caching_strategy: "short", max_connections: 2, active_servers: 4 });
  await target.close();
});

test("startDemoFleet runs beside another and leaves neither process nor group behind", async () => {
  {
    await using one = await ownFleet();
    await using two = await ownFleet();
    expect(one.fleet.frontUrl).not.toBe(two.fleet.frontUrl);
    expect(await status(`${one.fleet.frontUrl}/catalogue/1`)).toBe(200);
    expect(await status(`${two.fleet.frontUrl}/catalogue/1`)).toBe(200);
  }
  expect(await groupsOf(process.pid)).toEqual([]);
});

test("runArm measures a short arm under the reactive rule", async () => {
  await using own = await ownFleet();
  const trace = { points: [{ t: 0, rate: 60 }] };
  const { arm, load } = await runArm({
    fleet: own.fleet,
    trace,
    seed: 1,
    durationSeconds: 6,
    warmupSeconds: 2,
    controller: reactiveController(),
  });
  expect(load.seconds.length).toBe(4);
  expect(arm.requests).toBeGreaterThan(180);
  expect(arm.errors).toBe(0);
  expect(arm.coreSeconds).toBeGreaterThan(1);
  expect(arm.coreSeconds).toBeLessThan(5);
});

test("main leaves nothing behind when it is told to stop, and nothing but empty groups when it is killed", async () => {
  // Where a killed one's files stay, and are removed with it.
  await using folder = await mkdtempDisposable(join(tmpdir(), "demo-fleet-test-"));
  for (const signal of ["SIGTERM", "SIGINT", "SIGKILL"] as const) {
    const main = fork(fileURLToPath(new URL("main.ts", import.meta.url)), ["--seconds", "30", "--verbose"], {
      silent: true,
      env: { ...process.env, TMPDIR: folder.path },
    });
    await once(main.stderr ?? main, "data"); // the first second is over: everything is up
    const children = await childrenOf(main.pid ?? 0);
    expect(children.length).toBeGreaterThanOrEqual(6);
    main.kill(signal);
    await once(main, "exit");
    for (let wait = 0; wait < 200 && (await living(children)) > 0; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await living(children)).toBe(0);
    if (signal !== "SIGKILL") expect(await groupsOf(main.pid ?? 0)).toEqual([]);
  }
  // The next fleet clears away what the killed one could not.
  await using own = await ownFleet();
  expect((await groupsOf(process.pid)).length).toBeGreaterThanOrEqual(own.fleet.target.cgroup ? 1 : 0);
});

async function childrenOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return text.split(" ").filter((part) => part !== "");
}

// One that has ended and that nobody has collected yet is not living.
async function living(pids: readonly string[]): Promise<number> {
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "gone) Z")));
  return stats.filter((stat) => !/\) Z/.test(stat)).length;
}

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort } from "@fleet-persona/db";
import { afterEach, expect, test, vi } from "vitest";

type Said = { readonly pid: number; readonly heard: number };

let primary: ChildProcess | null = null;
afterEach(async () => {
  if (primary === null || primary.exitCode !== null) return;
  primary.kill("SIGTERM");
  await once(primary, "exit");
});

const patience = { timeout: 20_000, interval: 20 };

async function start(...more: readonly string[]) {
  const port = await freePort();
  const fixture = join(import.meta.dirname, "testing/several.fixture.ts");
  const started = spawn(process.execPath, [fixture, String(port), "2", ...more], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  primary = started;
  let said = "";
  started.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return { started, port, log: () => said };
}

async function several(...more: readonly string[]) {
  const { started, port, log } = await start(...more);
  const ask = async (path: string): Promise<Said> =>
    (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as Said;
  /** The processes that answer many requests at once. */
  const answering = async (): Promise<ReadonlyMap<number, number>> => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask("/")));
    return new Map(answers.map(({ pid, heard }) => [pid, heard]));
  };
  await vi.waitFor(async () => expect((await answering()).size).toBe(2), patience);
  return { started, ask, answering, log };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("several processes answer at one port, and each hears what another tells", async () => {
  const { ask, answering } = await several();
  const { pid } = await ask("/tell");
  await vi.waitFor(async () => {
    const heard = await answering();
    const others = [...heard.keys()].filter((one) => one !== pid);
    expect([heard.get(pid), others.map((one) => heard.get(one))]).toEqual([0, [1]]);
  }, patience);
});

test("one that dies is replaced, and its end is told", async () => {
  const { ask, answering, log } = await several();
  const before = await answering();
  await expect(ask("/die")).rejects.toThrow("fetch failed");
  await vi.waitFor(async () => {
    const after = await answering();
    expect([after.size, [...after.keys()].filter((pid) => before.has(pid)).length]).toEqual([2, 1]);
  }, patience);
  expect(log()).toMatch(/process \d+ ended \(code 7\); another takes its place/);
});

test.each(["", "stubborn"])("all end when it is asked to, %s", async (stubborn) => {
  const { started, answering, log } = await several(stubborn);
  const pids = [...(await answering()).keys()];
  started.kill("SIGTERM");
  const [code] = (await once(started, "exit")) as [number | null];
  expect([code, log()]).toEqual([0, ""]);
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), patience);
});

test("where each dies at once it gives up and says so", async () => {
  const { started, log } = await start("broken");
  const [code] = (await once(started, "exit")) as [number | null];
  expect(code).toBe(1);
  expect(log()).toMatch(/5 processes in a row ended within 10 s; what they said is above/);
});

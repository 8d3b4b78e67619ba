import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HaproxyTargetConfig } from "../config.ts";
import { configText, mapFile, MAPS, SERVERS, targetConfig, type Shape } from "./fixture-config.ts";
import { lightLoad } from "./light-load.ts";
import { freePort, tinyServer } from "./tiny-server.ts";

export type HaproxyFixture = AsyncDisposable & {
  readonly config: HaproxyTargetConfig;
  readonly folder: string;
  readonly url: string;
  /** Requests that reached a server. */
  served(): number;
  servedEach(): readonly number[];
  /** File with a server's quota: a plain one, so that no kernel is needed to test quotas. */
  quotaFile(server: string): string;
  stop(): Promise<void>;
  start(): Promise<void>;
  underLoad(work: () => Promise<void>): Promise<{ requests: number; failed: number }>;
};

/** A real HAProxy before three tiny servers, in a folder of its own. `level` is that of its stats socket. */
export async function haproxyFixture({
  level = "admin",
  shape = "full",
}: { level?: "admin" | "operator" | "user"; shape?: Shape } = {}): Promise<HaproxyFixture> {
  const folder = await mkdtemp(join(tmpdir(), "hx-"));
  const servers = await Promise.all(SERVERS.map(() => tinyServer()));
  const front = await freePort();
  const file = (name: string) => join(folder, name);
  for (const [map, text] of Object.entries(MAPS))
    await writeFile(mapFile(folder, map as keyof typeof MAPS), `${text}\n`);
  await writeFile(file("servers.state"), "");
  const ports = servers.map(({ port }) => port);
  await writeFile(file("haproxy.cfg"), configText(folder, shape, level, front, ports));
  for (const [index, name] of SERVERS.entries()) {
    await mkdir(file(name));
    await writeFile(join(file(name), "cpu.cfs_quota_us"), String([20_000, 10_000, 30_000][index]));
    await writeFile(join(file(name), "cpuacct.usage"), "0");
  }
  const haproxy = haproxyProcess(file("haproxy.cfg"), file("s.sock"));
  await haproxy.start();
  const url = `http://127.0.0.1:${front}`;
  return {
    config: targetConfig(folder, shape),
    folder,
    url,
    served: () => servers.reduce((sum, server) => sum + server.served(), 0),
    servedEach: () => servers.map((server) => server.served()),
    quotaFile: (server) => join(file(server), "cpu.cfs_quota_us"),
    ...haproxy,
    underLoad: (work) => lightLoad(url, work),
    async [Symbol.asyncDispose]() {
      await haproxy.stop();
      for (const server of servers) server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One HAProxy that is started in the foreground and ended by its id. */
export function haproxyProcess(
  configFile: string,
  socket: string,
  more: readonly string[] = [],
): { start(): Promise<void>; stop(): Promise<void> } {
  let child: ChildProcess | null = null;
  return {
    async start() {
      child = spawn("haproxy", ["-db", "-q", "-f", configFile, ...more], { stdio: "ignore" });
      await answers(socket);
    },
    async stop() {
      if (!child) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      child = null;
    },
  };
}

async function answers(socket: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const ok = await new Promise<boolean>((resolve) => {
      const probe = connect(socket, () => resolve(true)).on("error", () => resolve(false));
      probe.unref();
      probe.on("connect", () => probe.destroy());
    });
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

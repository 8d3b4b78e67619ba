import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HaproxyTargetConfig } from "@fleet-persona/agent";
import { endProcess } from "./child-process.ts";
import { coreMeter } from "./cpu/core-meter.ts";
import { openFleetCgroups, type FleetCgroups } from "./cpu/fleet-cgroups.ts";
import { FleetError } from "./fleet-error.ts";
import { configText, mapTexts, type ProxyFiles } from "./haproxy/config-text.ts";
import { freePort } from "./haproxy/free-port.ts";
import { startHaproxy } from "./haproxy/haproxy-process.ts";
import { targetConfig } from "./haproxy/target-config.ts";
import { measureMachine, startOrigins, type Origins } from "./origin/origins.ts";
import { QUOTA_PERIOD_US, SERVERS } from "./sizing.ts";

export type FleetEvent =
  | { readonly kind: "ready"; readonly frontUrl: string; readonly cpu: "cgroup v1" | "cgroup v2" | "self-paced" }
  | { readonly kind: "haproxy-exited" | "origin-exited" };

export type DemoFleetOptions = {
  /** Existing or new folder of this fleet alone; short, because a unix socket's path may be about 100 characters. */
  readonly folder: string;
  readonly onEvent?: (event: FleetEvent) => void;
};

export type DemoFleet = AsyncDisposable & {
  readonly frontUrl: string;
  /** The host's target file for the agent, JSON. */
  readonly targetFile: string;
  readonly target: HaproxyTargetConfig;
  /** Restarts origins and HAProxy: default configuration, empty cache, quotas as sized. */
  reset(): Promise<void>;
  /** Restarts only HAProxy, on the same port, as after a crash. */
  restartHaproxy(): Promise<void>;
  /** Integral of the allocated cores since the start, core-seconds. */
  coreSeconds(): number;
  /** Cores allocated now. */
  allocatedCores(): number;
  close(): Promise<void>;
};

/** Starts four origins and HAProxy in front of them. Rejects with a `FleetError`; then nothing is left behind. */
export async function startDemoFleet({ folder, onEvent }: DemoFleetOptions): Promise<DemoFleet> {
  await makeFolder(folder);
  const files = filesIn(folder);
  const perMs = await measureMachine();
  const cgroups = await openFleetCgroups(
    SERVERS.map(({ name }) => name),
    QUOTA_PERIOD_US,
    randomBytes(4).toString("hex"),
  );
  const port = await freePort();
  const parts = runningParts({ folder, files, perMs, cgroups, port, onEvent });
  try {
    await parts.start();
  } catch (error) {
    await parts.stop();
    await cgroups?.close();
    throw error;
  }
  const meter = coreMeter(cgroups);
  const target = targetConfig(files, cgroups);
  const targetFile = join(folder, "target.json");
  await writeFile(targetFile, `${JSON.stringify(target, null, 2)}\n`);
  const frontUrl = `http://127.0.0.1:${port}`;
  onEvent?.({ kind: "ready", frontUrl, cpu: cgroups ? `cgroup v${cgroups.version}` : "self-paced" });
  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      meter.close();
      await parts.stop();
      await cgroups?.close();
      await rm(files.socket, { force: true });
    })());
  return {
    frontUrl,
    targetFile,
    target,
    reset: async () => {
      await parts.stop();
      await parts.start();
    },
    restartHaproxy: () => parts.restartHaproxy(),
    coreSeconds: () => meter.coreSeconds(),
    allocatedCores: () => meter.allocated(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

type PartsOptions = {
  readonly folder: string;
  readonly files: ProxyFiles;
  readonly perMs: number;
  readonly cgroups: FleetCgroups | null;
  readonly port: number;
  readonly onEvent: DemoFleetOptions["onEvent"];
};

function runningParts({ folder, files, perMs, cgroups, port, onEvent }: PartsOptions) {
  const configFile = join(folder, "haproxy.cfg");
  let origins: Origins | null = null;
  let haproxy: ChildProcess | null = null;
  let stopping = false;
  const watch = (child: ChildProcess, kind: "haproxy-exited" | "origin-exited") =>
    child.once("exit", () => void (stopping || onEvent?.({ kind })));
  const launch = async () => {
    haproxy = await startHaproxy(configFile, files.socket);
    watch(haproxy, "haproxy-exited");
  };
  return {
    async start() {
      stopping = false;
      origins = await startOrigins(perMs, cgroups);
      for (const child of origins.children) watch(child, "origin-exited");
      await writeMaps(files);
      await writeFile(configFile, configText(files, port, origins.ports));
      await launch();
    },
    async stop() {
      stopping = true;
      await Promise.all([haproxy && endProcess(haproxy), origins?.close()]);
      haproxy = null;
      origins = null;
    },
    async restartHaproxy() {
      stopping = true;
      if (haproxy) await endProcess(haproxy);
      stopping = false;
      await launch();
    },
  };
}

function filesIn(folder: string): ProxyFiles {
  const file = (name: string) => join(folder, name);
  return {
    socket: file("s.sock"),
    algorithmMap: file("algorithm.map"),
    cacheMap: file("cache.map"),
    ttlMap: file("ttl.map"),
  };
}

async function writeMaps(files: ProxyFiles): Promise<void> {
  const texts = mapTexts();
  await writeFile(files.algorithmMap, texts.algorithm);
  await writeFile(files.cacheMap, texts.cache);
  await writeFile(files.ttlMap, texts.ttl);
}

async function makeFolder(folder: string): Promise<void> {
  if (!folder.startsWith("/") || folder.length > 90 || /[\s;"'#\\]/.test(folder)) {
    throw new FleetError(
      "folder-unwritable",
      `The fleet's folder must be an absolute path under 90 characters without spaces or quotes: ${folder}`,
    );
  }
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, ".writable"), "");
  } catch (error) {
    throw new FleetError("folder-unwritable", `The demo fleet cannot write to ${folder}.`, { cause: error });
  }
}

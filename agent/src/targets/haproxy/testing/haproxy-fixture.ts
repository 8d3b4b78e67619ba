import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, createServer, get, type Server } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOG_FORMAT } from "../../../collectors/haproxy/log-line.ts";
import { haproxyTargetSchema, type HaproxyTargetConfig } from "../config.ts";

export type HaproxyFixture = AsyncDisposable & {
  readonly config: HaproxyTargetConfig;
  readonly url: string;
  /** Folder of a server's group: plain files, so that no kernel is needed to test quotas. */
  quotaFile(server: string): string;
  stop(): Promise<void>;
  start(): Promise<void>;
  underLoad(work: () => Promise<void>): Promise<{ requests: number; failed: number }>;
};

const SERVERS = ["s1", "s2", "s3"] as const;
const ALGORITHMS = ["roundrobin", "leastconn"] as const;

/** A real HAProxy before three tiny servers, in a folder of its own. `level` is that of its stats socket. */
export async function haproxyFixture({
  level = "admin",
}: { level?: "admin" | "operator" | "user" } = {}): Promise<HaproxyFixture> {
  const folder = await mkdtemp(join(tmpdir(), "hx-"));
  const servers = await Promise.all(SERVERS.map(() => tinyServer()));
  const front = await freePort();
  const file = (name: string) => join(folder, name);
  await writeFile(file("a.map"), "current leastconn\n");
  await writeFile(file("c.map"), "current short\n");
  await writeFile(file("haproxy.cfg"), configText(folder, level, front, servers.map(portOf)));
  for (const [index, name] of SERVERS.entries()) {
    await mkdir(file(name));
    await writeFile(join(file(name), "cpu.cfs_quota_us"), String([20_000, 10_000, 30_000][index]));
    await writeFile(join(file(name), "cpuacct.usage"), "0");
  }
  let child: ChildProcess | null = null;
  const start = async () => {
    child = spawn("haproxy", ["-db", "-q", "-f", file("haproxy.cfg")], { stdio: "ignore" });
    await answers(file("s.sock"));
  };
  const stop = async () => {
    if (!child) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    child = null;
  };
  await start();
  const url = `http://127.0.0.1:${front}`;
  return {
    config: targetConfig(folder),
    url,
    quotaFile: (server) => join(file(server), "cpu.cfs_quota_us"),
    start,
    stop,
    underLoad: (work) => underLoad(url, work),
    async [Symbol.asyncDispose]() {
      await stop();
      for (const server of servers) server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function targetConfig(folder: string): HaproxyTargetConfig {
  const file = (name: string) => join(folder, name);
  return haproxyTargetSchema.parse({
    kind: "haproxy",
    stats_socket: file("s.sock"),
    ring: "req",
    maps: { algorithm: file("a.map"), cache: file("c.map") },
    frontend: "www",
    servers: SERVERS.map((name, index) => ({
      name,
      relative_size: [1, 0.5, 1.5][index],
      cgroup: file(name),
      cpuacct: file(name),
    })),
    backends: ALGORITHMS.map((algorithm) => ({ name: `be_${algorithm}`, algorithm })),
    cgroup: { version: 1 },
    limits: {
      cpu_allocation: { min: 0.1, max: 0.4 },
      max_connections: { min: 1, max: 16 },
      active_servers: { min: 2, max: 3 },
    },
    behaviour: { search_path: "/search", checkout_path: "/checkout" },
  });
}

function configText(folder: string, level: string, front: number, ports: readonly number[]): string {
  const lines = ports.map((port, index) => `  server s${index + 1} 127.0.0.1:${port} maxconn 4\n`).join("");
  return `global
  nbthread 1
  stats socket ${folder}/s.sock mode 600 level ${level}
ring req
  format raw
  maxlen 512
  size 65536
defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
  timeout queue 5s
frontend www
  bind 127.0.0.1:${front}
  log ring@req format raw local0
  log-format "${LOG_FORMAT}"
  http-request set-header x-cache %[str(current),map(${folder}/c.map,off)]
  use_backend be_%[str(current),map(${folder}/a.map,leastconn)]
${ALGORITHMS.map((algorithm) => `backend be_${algorithm}\n  balance ${algorithm}\n${lines}`).join("")}`;
}

async function underLoad(url: string, work: () => Promise<void>): Promise<{ requests: number; failed: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const tally = { requests: 0, failed: 0 };
  const paths = ["/catalogue/1", "/catalogue/2", "/search?q=1", "/checkout/1"];
  const pending = new Set<Promise<void>>();
  const timer = setInterval(() => {
    tally.requests += 1;
    const one = ask(agent, `${url}${paths[tally.requests % paths.length]}`).then(
      (ok) => void (tally.failed += ok ? 0 : 1),
    );
    pending.add(one);
    void one.then(() => pending.delete(one));
  }, 4);
  try {
    await work();
    while (tally.requests <= 60) await sleep(20);
  } finally {
    clearInterval(timer);
    await Promise.all(pending);
    agent.destroy();
  }
  return tally;
}

function ask(agent: Agent, url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode === 200));
    }).on("error", () => resolve(false));
  });
}

async function tinyServer(): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (_request, response) => response.end("ok"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

async function freePort(): Promise<number> {
  const server = await tinyServer();
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

async function answers(socket: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const ok = await new Promise<boolean>((resolve) => {
      const probe = connect(socket, () => resolve(true)).on("error", () => resolve(false));
      probe.unref();
      probe.on("connect", () => probe.destroy());
    });
    if (ok) return;
    await sleep(25);
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

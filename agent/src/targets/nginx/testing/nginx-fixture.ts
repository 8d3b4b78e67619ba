import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createServer, get, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serviceRelay, type ServiceRelay } from "../../testing/service-relay.ts";
import { nginxTargetSchema, type NginxTargetConfig } from "../config.ts";
import { initialSnippet } from "../nginx-target.ts";

export type NginxFixture = AsyncDisposable & {
  readonly config: NginxTargetConfig;
  readonly url: string;
  readonly folder: string;
  readonly mainConf: string;
  /** How often nginx took up a new configuration since it started first. */
  reloads(): Promise<number>;
  /** Between the target and nginx's status server. */
  readonly relay: ServiceRelay;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops or continues every process of this nginx. */
  freeze(): void;
  thaw(): void;
  underLoad(work: () => Promise<void>): Promise<{ requests: number; failed: number }>;
};

/** A real nginx of its own before three tiny servers, in a folder of its own, as whoever runs the test. */
export async function nginxFixture(change: object = {}): Promise<NginxFixture> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "nx-")));
  chmodSync(folder, 0o755);
  const servers = await Promise.all(["s1", "s2", "s3"].map((name) => tinyServer(name)));
  const [front, status] = [await freePort(), await freePort()];
  const relay = await serviceRelay(0, status);
  const addresses = { address: `127.0.0.1:${relay.port}`, listen: `127.0.0.1:${status}` };
  const config = targetConfig(folder, servers.map(portOf), { status: addresses, ...change });
  const mainConf = join(folder, "nginx.conf");
  await writeFile(mainConf, mainText(folder, front, config.snippet));
  await writeFile(config.snippet, initialSnippet(config));
  let child: ChildProcess | null = null;
  const url = `http://127.0.0.1:${front}`;
  const start = async () => {
    child = spawn("nginx", ["-p", folder, "-c", mainConf], { stdio: "ignore" });
    await answers(`http://127.0.0.1:${status}/`);
  };
  const stop = async () => {
    if (!child) return;
    const gone = once(child, "exit");
    signalAll(child, "SIGCONT");
    child.kill("SIGTERM");
    await gone;
    child = null;
  };
  await start();
  return {
    config,
    url,
    folder,
    mainConf,
    relay,
    reloads: async () =>
      (await readFile(join(folder, "error.log"), "utf8")).split("signal 1 (SIGHUP) received").length - 1,
    start,
    stop,
    freeze: () => child && signalAll(child, "SIGSTOP"),
    thaw: () => child && signalAll(child, "SIGCONT"),
    underLoad: (work) => underLoad(url, work),
    async [Symbol.asyncDispose]() {
      await stop();
      await relay[Symbol.asyncDispose]();
      for (const server of servers) server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function targetConfig(folder: string, ports: readonly number[], change: object): NginxTargetConfig {
  return nginxTargetSchema.parse({
    kind: "nginx",
    snippet: join(folder, "fleet-persona.conf"),
    binary: "/usr/sbin/nginx",
    conf: join(folder, "nginx.conf"),
    prefix: folder,
    pid_file: join(folder, "nginx.pid"),
    min_reload_interval_s: 0,
    upstream: {
      name: "app",
      servers: ports.map((port, index) => ({ address: `127.0.0.1:${port}`, weight: index + 1 })),
      algorithms: ["roundrobin", "leastconn", "random2", "uri_hash"],
      max_connections: { min: 4, max: 64 },
      active_servers: { min: 1, max: 3 },
    },
    cache: { zone: "pages", strategies: { off: 0, micro: 1, short: 10 } },
    request_timeout: { min: 2, max: 30 },
    compression: true,
    templates: [
      { attribute: "acme/body_limit", kind: "range", min: 1, max: 64, text: "client_max_body_size {value}m;" },
    ],
    initial: {
      load_balancing_algorithm: "leastconn",
      max_connections: 16,
      active_servers: 3,
      caching_strategy: "off",
      request_timeout: 10,
      compression: "off",
      "acme/body_limit": 8,
    },
    ...change,
  });
}

function mainText(folder: string, front: number, snippet: string): string {
  const user = process.getuid?.() === 0 ? "user root root;\n" : "";
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `  ${name}_temp_path ${folder}/${name};\n`,
  );
  return `${user}daemon off;
worker_processes 2;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log notice;
events { worker_connections 256; }
http {
  access_log off;
${temporary.join("")}  proxy_cache_path ${folder}/cache keys_zone=pages:1m;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  include ${snippet};
  server {
    listen 127.0.0.1:${front};
    location / { proxy_cache $fleet_persona_cache; add_header x-cache $upstream_cache_status; proxy_pass http://app; }
  }
}
`;
}

function signalAll(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  const workers = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  for (const each of [pid, ...workers.map(Number)]) process.kill(each, signal);
}

// A connection for each request: an nginx that reloads closes idle ones, and what a client makes of that is the client's.
async function underLoad(url: string, work: () => Promise<void>): Promise<{ requests: number; failed: number }> {
  const tally = { requests: 0, failed: 0 };
  const pending = new Set<Promise<void>>();
  const timer = setInterval(() => {
    tally.requests += 1;
    const one = ask(`${url}/page/${tally.requests % 7}`).then((ok) => void (tally.failed += ok ? 0 : 1));
    pending.add(one);
    void one.then(() => pending.delete(one));
  }, 4);
  try {
    await work();
    while (tally.requests <= 60) await sleep(20);
  } finally {
    clearInterval(timer);
    await Promise.all(pending);
  }
  return tally;
}

function ask(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode === 200));
    }).on("error", () => resolve(false));
  });
}

async function tinyServer(name = ""): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (_request, response) => response.end(name.repeat(64)));
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

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const up = await new Promise<boolean>((resolve) => {
      get(url, { agent: false }, (response) => resolve(response.resume().complete || true)).on("error", () =>
        resolve(false),
      );
    });
    if (up) return;
    await sleep(25);
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

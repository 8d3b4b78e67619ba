import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { initialSnippet, nginxTargetSchema, openNginxTarget, type Target } from "@fleet-persona/agent";

export type NginxUnderTest = AsyncDisposable & { readonly url: string; readonly target: Target };

/** A real nginx before two servers of its own kind, so that nothing but nginx is measured; in a folder of its own, on loopback. */
export async function nginxUnderTest(): Promise<NginxUnderTest> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "bench-nginx-")));
  chmodSync(folder, 0o755);
  const [front = 0, status = 0, one = 0, two = 0] = await freePorts(4);
  const file = (name: string): string => path.join(folder, name);
  const config = nginxTargetSchema.parse({
    kind: "nginx",
    snippet: file("fleet-persona.conf"),
    status: { address: `127.0.0.1:${status}` },
    conf: file("nginx.conf"),
    prefix: folder,
    pid_file: file("nginx.pid"),
    min_reload_interval_s: 0,
    upstream: {
      name: "app",
      servers: [{ address: `127.0.0.1:${one}` }, { address: `127.0.0.1:${two}` }],
      keepalive: 64,
      max_connections: { min: 64, max: 1024 },
    },
    initial: { max_connections: 512 },
  });
  writeFileSync(config.conf, mainText(folder, front, [one, two]));
  writeFileSync(config.snippet, initialSnippet(config));
  const child = spawn("nginx", ["-p", folder, "-c", config.conf], { stdio: "ignore" });
  const target = await openNginxTarget(config);
  await untilReadable(target);
  return {
    url: `http://127.0.0.1:${front}/`,
    target,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mainText(folder: string, front: number, origins: readonly number[]): string {
  const user = process.getuid?.() === 0 ? "user root root;\n" : "";
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `  ${name}_temp_path ${folder}/${name};\n`)
    .join("");
  const servers = origins
    .map(
      (port) => `  server { listen 127.0.0.1:${port}; keepalive_requests 1000000; location / { return 200 "ok"; } }\n`,
    )
    .join("");
  return `${user}daemon off;
worker_processes 2;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 2048; }
http {
  access_log off;
  keepalive_requests 1000000;
${temporary}  proxy_http_version 1.1;
  proxy_set_header Connection "";
  include ${folder}/fleet-persona.conf;
${servers}  server { listen 127.0.0.1:${front}; location / { proxy_pass http://app; } }
}
`;
}

async function untilReadable(target: Target): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const up = await target.read().then(
      () => true,
      () => false,
    );
    if (up) return;
    if (attempt === 100) throw new TypeError("nginx did not start: is the package nginx-light installed?");
    await sleep(50);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => {
    const address = server.address();
    return address !== null && typeof address === "object" ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

import { HAPROXY_VISITOR_LOG_FORMAT } from "@fleet-persona/signals";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, get } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventually } from "../../testing/toy-agent.fixture.ts";
import { opened } from "../testing/opened.fixture.ts";
import { temporaryFolder } from "../testing/temporary-folder.fixture.ts";

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148 {odd|} "agent"';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function origin(): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/broken" ? 503 : 200;
    setTimeout(() => response.end("hello"), 20);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function running(child: ChildProcess): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

function ask(port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    get({ port, path, headers, agent: false }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    }).on("error", () => resolve(0));
  });
}

async function traffic(port: number): Promise<void> {
  for (let attempt = 0; (await ask(port, "/", { "user-agent": "probe" })) === 0 && attempt < 100; attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, 30));
  const phone = { "user-agent": PHONE, "x-region": "EU" };
  const asked = ["/search?q=1", "/checkout/1", "/broken"].flatMap((path) =>
    Array.from({ length: 10 }, () => ask(port, path, phone)),
  );
  await Promise.all(asked);
}

describe("openLogSource", () => {
  it.each([
    ["the project's own format", `log-format "${HAPROXY_VISITOR_LOG_FORMAT}"`, "haproxy"],
    ["HAProxy's default format", "option httplog", "httplog"],
  ])("openLogSource reads what a real HAProxy sends by syslog in %s", async (_what, format, kind) => {
    using folder = temporaryFolder();
    await using behind = await origin();
    const [front, syslog] = [await freePort(), await freePort()];
    const config = join(folder.path, "haproxy.cfg");
    writeFileSync(
      config,
      `global\n  nbthread 1\n  log 127.0.0.1:${syslog} local0\ndefaults\n  mode http\n  timeout connect 1s\n  timeout client 5s\n  timeout server 5s\n` +
        `frontend www\n  bind 127.0.0.1:${front}\n  log global\n  capture request header User-Agent len 256\n  capture request header X-Region len 16\n  ${format}\n  default_backend be\n` +
        `backend be\n  server o1 127.0.0.1:${behind.port}\n`,
    );
    const captures = { user_agent: 0, region: 1 };
    await using source = await opened({
      kind: "syslog",
      port: syslog,
      format: { kind, captures },
      window_s: 30,
      search_path: "/search",
      checkout_path: "/checkout",
      regions: ["eu"],
    });
    await using _haproxy = running(spawn("haproxy", ["-f", config, "-db"], { stdio: "ignore" }));
    await traffic(front);
    await eventually("thirty requests and the probe", () => (source.read(Date.now())["error_rate"]?.value ?? 0) > 0.3);
    const signals = source.read(Date.now());
    expect(source.health(Date.now())).toMatchObject({ state: "fresh", message: null });
    expect(signals["search_share"]?.value).toBeCloseTo(10 / 31, 5);
    expect(signals["checkout_share"]?.value).toBeCloseTo(10 / 31, 5);
    expect(signals["error_rate"]?.value).toBeCloseTo(10 / 31, 5);
    expect(signals["mobile_share"]?.value).toBeCloseTo(30 / 31, 5);
    expect(signals["region_share.eu"]?.value).toBe(1);
    expect(signals["latency_p50"]?.value).toBeGreaterThanOrEqual(19);
    expect(signals["throughput"]?.value).toBeGreaterThan(0);
  });

  it("openLogSource reads what a real nginx writes to a file", async () => {
    using folder = temporaryFolder();
    await using behind = await origin();
    const front = await freePort();
    const path = join(folder.path, "access.log");
    const config = join(folder.path, "nginx.conf");
    writeFileSync(
      config,
      `daemon off;\nmaster_process off;\npid ${folder.path}/pid;\nerror_log ${folder.path}/error.log;\nevents {}\nhttp {\n` +
        `  log_format timed '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time $http_x_region';\n` +
        `  access_log ${path} timed;\n  client_body_temp_path ${folder.path}/b;\n  proxy_temp_path ${folder.path}/p;\n  fastcgi_temp_path ${folder.path}/f;\n  uwsgi_temp_path ${folder.path}/u;\n  scgi_temp_path ${folder.path}/s;\n` +
        `  server { listen 127.0.0.1:${front}; location / { proxy_pass http://127.0.0.1:${behind.port}; } }\n}\n`,
    );
    await using source = await opened({
      kind: "log-file",
      path,
      format: { kind: "common", trailing: ["request_time", "region"] },
      window_s: 30,
      search_path: "/search",
      regions: ["eu"],
    });
    await using _nginx = running(spawn("nginx", ["-c", config, "-p", folder.path], { stdio: "ignore" }));
    await traffic(front);
    await eventually("thirty requests and the probe", () => (source.read(Date.now())["error_rate"]?.value ?? 0) > 0.3);
    const signals = source.read(Date.now());
    expect(signals["search_share"]?.value).toBeCloseTo(10 / 31, 5);
    expect(signals["mobile_share"]?.value).toBeCloseTo(30 / 31, 5);
    expect(signals["region_share.eu"]?.value).toBe(1);
    expect(signals["latency_p50"]?.value).toBeGreaterThanOrEqual(19);
    expect(source.health(Date.now())).toMatchObject({ state: "fresh", message: null });
  });
});

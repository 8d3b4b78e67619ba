import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Edit } from "../adopter.ts";
import { nginxTargetSchema } from "../../targets/nginx/config.ts";
import { initialSnippet, openNginxTarget } from "../../targets/nginx/nginx-target.ts";
import { nginxAdopter } from "./nginx-adopter.ts";

const confOf = (folder: string, front: number, origin: number) => `# Owned by configuration management.
${process.getuid?.() === 0 ? "user root root;\n" : ""}daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {
    worker_connections 64;
}
http {
    access_log off;
    client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
    gzip on;
    gzip_types text/plain; # ours
    proxy_read_timeout 20s;
    proxy_cache_path ${folder}/cache keys_zone=pages:1m;
    upstream shop {
        least_conn;
        server 127.0.0.1:${origin} weight=3 max_conns=20 max_fails=2;
        server 127.0.0.1:${origin} max_conns=20;
        keepalive 8;
    }
    server {
        listen 127.0.0.1:${front};
        location / {
            proxy_cache pages;
            proxy_cache_valid 200 302 10s;
            proxy_pass http://shop;
        }
        location /checkout {
            proxy_pass http://shop;
        }
    }
}
`;

const options = (folder: string) => ({ file: join(folder, "nginx.conf"), outFolder: join(folder, "own") });

function edited(text: string, edits: readonly Edit[]): string {
  const lines = text.split("\n");
  for (const { at, remove, insert } of edits.toReversed()) lines.splice(at, remove, ...insert);
  return lines.join("\n");
}

test("nginxAdopter plans one include and says what each thing is now", () => {
  const text = confOf("/srv", 80, 90);
  const plan = nginxAdopter.plan(text, options("/srv"));
  expect(nginxAdopter.recognises(text)).toBe(true);
  expect(plan.steers).toEqual([
    "load_balancing_algorithm",
    "max_connections",
    "active_servers",
    "caching_strategy",
    "request_timeout",
    "compression",
  ]);
  expect(plan.target.json).toMatchObject({
    initial: {
      load_balancing_algorithm: "leastconn",
      max_connections: 20,
      active_servers: 2,
      caching_strategy: "short",
      request_timeout: 20,
      compression: "on",
    },
    conf: "/srv/nginx.conf",
    pid_file: "/srv/nginx.pid",
  });
  const after = edited(text, plan.edits);
  expect(after).toContain("    include /srv/own/fleet-persona.conf;\n    server {");
  expect(after).toContain("            proxy_cache $fleet_persona_cache;\n            proxy_pass http://shop;");
  expect(after).toContain("gzip_types text/plain; # ours");
  for (const gone of ["upstream shop", "gzip on", "proxy_read_timeout", "proxy_cache_valid"])
    expect(after).not.toContain(gone);
});

const hasNginx = existsSync("/usr/sbin/nginx");
if (!hasNginx) process.stderr.write("SKIPPED nginxAdopter on a real nginx: none on this machine\n");

test.skipIf(!hasNginx)("nginxAdopter leaves an nginx that runs as before and can be steered", async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "na-")));
  await chmod(folder, 0o755);
  const [front, origin] = [await freePort(), await freePort()];
  const text = confOf(folder, front, origin);
  const plan = nginxAdopter.plan(text, { file: join(folder, "nginx.conf"), outFolder: folder });
  const { helper, ...json } = plan.target.json as Record<string, unknown>;
  expect(helper).toBeDefined();
  // The port that it proposes may be another's on this machine.
  const config = nginxTargetSchema.parse({ ...json, status: { address: `127.0.0.1:${await freePort()}` } });
  expect(plan.files).toMatchObject([{ name: "fleet-persona.conf", keep: true }]);
  await writeFile(config.snippet, initialSnippet(config));
  await writeFile(join(folder, "nginx.conf"), edited(text, plan.edits));
  const check = spawnSync("nginx", ["-t", "-q", "-p", folder, "-c", join(folder, "nginx.conf")], { encoding: "utf8" });
  expect(check.stderr).toBe("");
  const child = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  try {
    const target = await openNginxTarget(config);
    await up(() => target.read());
    expect(await target.read()).toEqual(json["initial"]);
    for (const step of await target.plan({ active_servers: 1, caching_strategy: "off", compression: "off" }))
      await step.apply();
    expect(await target.read()).toMatchObject({ active_servers: 1, caching_strategy: "off", compression: "off" });
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
    await rm(folder, { recursive: true });
  }
});

test("nginxAdopter adopts a file that is only a part of http", () => {
  const text =
    "upstream a {\n  server 10.0.0.1:80;\n  server 10.0.0.2:80 backup;\n}\nserver { location / { proxy_pass http://a/; } }\n";
  const plan = nginxAdopter.plan(text, { file: "/etc/nginx/conf.d/a.conf", outFolder: "/etc/own" });
  expect(plan.steers).toEqual(["load_balancing_algorithm"]);
  expect(plan.target.json).toMatchObject({
    conf: "/etc/nginx/nginx.conf",
    upstream: { algorithms: ["roundrobin", "leastconn"], servers: [{}, { parameters: ["backup"] }] },
  });
  expect(plan.cannot.join("\n")).toMatch(/max_connections.*\n.*backup servers/);
  expect(edited(text, plan.edits)).toMatch(/^include \/etc\/own\/fleet-persona\.conf;\nserver/);
});

const http = (inside: string) => `events { }\nhttp {\n${inside}\n}\n`;
const upstream = (inside: string) => http(`upstream a {\n server x:1;\n ${inside}\n}`);
const partly: readonly [string, string, RegExp][] = [
  ["an upstream with sticky sessions", upstream("ip_hash;"), /says ip_hash/],
  ["a hash of its own", upstream("hash $cookie_user;"), /no standard name/],
  ["a server that is down", upstream("server y:1 down;"), /down/],
  [
    "locations with their own time-outs",
    http("server { location / { proxy_read_timeout 5s; } }"),
    /own proxy_read_timeout/,
  ],
  ["two cache zones", http("server {\n proxy_cache a;\n location / {\n proxy_cache b;\n}\n}"), /several cache zones/],
  ["cache times by status", http("proxy_cache a;\nproxy_cache_valid 404 1m;"), /other answers/],
  ["gzip in a server", http("server { gzip on; }"), /own gzip/],
  ["files that it did not read", http("include conf.d/*.conf;"), /not read/],
];

test.each(partly)("nginxAdopter says that it cannot steer %s", (_, text, sentence) => {
  const plan = nginxAdopter.plan(text, options("/srv"));
  expect(plan.cannot.join("\n")).toMatch(sentence);
});

test.each([
  ["two upstreams in use", http("upstream a { server x:1; }\nupstream b { server y:1; }"), "--backend"],
  ["nothing at all", "server { listen 80; }\n", "nothing that can be steered"],
])("nginxAdopter refuses %s with a way out", (_, text, mention) => {
  expect(() => nginxAdopter.plan(text, options("/srv"))).toThrow(
    expect.objectContaining({ code: "not-adoptable", message: expect.stringContaining(mention) as string }),
  );
});

test("nginxAdopter knows no haproxy.cfg for its own", () => {
  expect(nginxAdopter.recognises("global\n  daemon\nfrontend www\n  bind :80\n  default_backend a\n")).toBe(false);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function up(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (
      await work().then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((done) => setTimeout(done, 30));
  }
}

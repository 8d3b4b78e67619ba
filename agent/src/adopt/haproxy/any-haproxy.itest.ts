import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { adopt } from "../adopt.ts";
import { writeOwnFiles } from "../own-files.ts";

const run = promisify(execFile);

const some = (...lines: readonly string[]) => fc.subarray([...lines]);
const one = (...lines: readonly string[]) => fc.constantFrom(...lines);

const serverOptions = some(
  "check inter 2s fall 3",
  "weight 7",
  "maxconn 40",
  "backup",
  "agent-check agent-port 9999",
  "ssl verify none",
  "send-proxy",
  "cookie c1",
  "slowstart 10s",
  "disabled",
  'init-addr "none"',
).map((words) => words.join(" "));

const balance = one(
  "",
  "balance roundrobin",
  "balance leastconn",
  "balance random",
  "balance random(3)",
  "balance uri",
  "balance uri depth 3",
  "balance source\n  hash-type consistent",
  "balance hdr(Host)",
  "balance static-rr",
  "balance first",
);

const backendLines = some(
  "option httpchk GET /health",
  "http-check expect status 200",
  "cookie SRV insert indirect nocache",
  "stick-table type ip size 1k expire 1m\n  stick on src",
  "http-request deny if { path_beg /admin }",
  "http-request set-timeout server 3s if { path_beg /slow }",
  "http-response set-header X-A 'b # c'",
  "acl is_a path_beg /a\n  http-request set-header X-A 1 if is_a",
  "compression algo gzip\n  compression type text/html",
  "default-server check inter 1s rise 2",
  "option forwardfor",
  "option http-server-close",
  "retries 2",
  "fullconn 1000",
  "timeout queue 3s",
  "timeout tunnel 1h",
  "id 77",
  "http-send-name-header X-Server",
  "errorfile 503 /dev/null",
  "redirect scheme https if { path_beg /s }",
  "reqtimeout",
).map((lines) => lines.filter((line) => line !== "reqtimeout").join("\n  "));

const defaultsLines = some(
  "option httplog",
  "log global",
  "option dontlognull",
  "balance leastconn",
  "default-server check",
  "compression algo gzip",
  "load-server-state-from-file global",
  "retries 3",
).map((lines) => lines.join("\n  "));

const configs = fc
  .record({
    named: fc.boolean(),
    from: fc.boolean(),
    listen: fc.boolean(),
    mode: one("http", "http", "tcp"),
    level: one("", "level admin", "level operator"),
    defaults: defaultsLines,
    balance,
    lines: backendLines,
    servers: fc.array(serverOptions, { minLength: 1, maxLength: 3 }),
    template: fc.boolean(),
    second: fc.boolean(),
    name: one("app", "app", "a-b.c:d", "storefront_of_the_european_production_site"),
    conditional: fc.boolean(),
  })
  .map(textOf);

type Parts = {
  named: boolean;
  from: boolean;
  listen: boolean;
  mode: string;
  level: string;
  defaults: string;
  balance: string;
  lines: string;
  servers: string[];
  template: boolean;
  second: boolean;
  name: string;
  conditional: boolean;
};

function textOf(parts: Parts): string {
  const from = parts.named && parts.from ? " from base" : "";
  const servers = parts.servers.map((options, index) => `  server s${index + 1} 127.0.0.1:800${index} ${options}\n`);
  const template = parts.template ? "  server-template t 1-2 127.0.0.1:8080 check\n" : "";
  const conditional = parts.conditional ? ".if version_atleast(2.6)\n  retries 4\n.endif\n" : "";
  const service = `  ${parts.balance}\n  ${parts.lines}\n${conditional}${servers.join("")}${template}`;
  const front = parts.listen
    ? `listen ${parts.name}${from}\n  bind 127.0.0.1:8123\n${service}`
    : `frontend www${from}\n  bind 127.0.0.1:8123\n  default_backend ${parts.name}\nbackend ${parts.name}${from}\n${service}`;
  return `global
  stats socket FOLDER/s.sock ${parts.level}
  server-state-file FOLDER/state
defaults${parts.named ? " base" : ""}
  mode ${parts.mode}
  timeout connect 1s
  timeout client 9s
  timeout server 9s
  ${parts.defaults}
${front}${parts.second ? "defaults other\n  mode tcp\n  timeout connect 1s\n  timeout client 1s\n  timeout server 1s\n  balance first\n" : ""}`;
}

async function isValid(...files: readonly string[]): Promise<string | null> {
  return await run("haproxy", ["-c", ...files.flatMap((file) => ["-f", file])]).then(
    () => null,
    (error: { stderr: string }) => error.stderr,
  );
}

test("adopt makes of any haproxy.cfg that HAProxy takes one that it takes still, and asks for nothing twice", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ah-"));
  const file = (name: string) => join(folder, name);
  let taken = 0;
  const property = fc.asyncProperty(configs, async (config) => {
    const text = config.replaceAll("FOLDER", folder);
    await writeFile(file("haproxy.cfg"), text);
    if ((await isValid(file("haproxy.cfg"))) !== null) return;
    taken += 1;
    const out = file(`out${taken}`);
    const adoption = adopt(text, { file: file("haproxy.cfg"), outFolder: out });
    writeOwnFiles(out, adoption.files);
    await writeFile(file("edited.cfg"), adoption.edited);
    expect(await isValid(file("edited.cfg"), join(out, "fleet-agent.cfg"))).toBeNull();
    expect(adopt(adoption.edited, { file: file("haproxy.cfg"), outFolder: out }).diff).toBe("");
  });
  try {
    await fc.assert(property, { numRuns: 40 });
    expect(taken).toBeGreaterThan(10);
  } finally {
    await rm(folder, { recursive: true });
  }
});

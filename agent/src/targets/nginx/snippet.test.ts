import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributesOf } from "./attributes.ts";
import { nginxTargetSchema, type NginxTargetConfig } from "./config.ts";
import { parseState, readStamp, renderSnippet } from "./snippet.ts";
import { parseStubStatus } from "./status-server.ts";

const whole = {
  kind: "nginx",
  snippet: "/etc/nginx/fleet-persona.conf",
  status: { address: "127.0.0.1:8089" },
  upstream: {
    name: "app",
    servers: [
      { address: "10.0.0.1:80", weight: 2 },
      { address: "10.0.0.2:80", parameters: ["max_fails=2"] },
      { address: "unix:/run/app.sock" },
    ],
    algorithms: ["roundrobin", "leastconn", "random2", "uri_hash"],
    max_connections: { min: 1, max: 64 },
    active_servers: { min: 1, max: 9 },
  },
  cache: { zone: "pages", strategies: { off: 0, short: 10 } },
  request_timeout: { min: 1, max: 60 },
  compression: true,
  templates: [
    { attribute: "acme/burst", kind: "range", min: 1, max: 100, text: "limit_req zone=one burst={value};" },
    { attribute: "acme/limit", kind: "choices", choices: { none: "", some: "limit_conn all 10;" } },
  ],
  initial: {
    load_balancing_algorithm: "leastconn",
    max_connections: 8,
    active_servers: 2,
    caching_strategy: "short",
    request_timeout: 5,
    compression: "on",
    "acme/burst": 7,
    "acme/limit": "some",
  },
};
const config: NginxTargetConfig = nginxTargetSchema.parse(whole);

describe("renderSnippet", () => {
  it("renderSnippet writes every attribute as nginx says it", () => {
    const text = renderSnippet(config, { generation: "g", values: config.initial });
    for (const line of [
      "zone app 128k;",
      "    least_conn;",
      "    server 10.0.0.1:80 weight=2 max_conns=8;",
      "    server 10.0.0.2:80 weight=1 max_fails=2 max_conns=8;",
      "    server unix:/run/app.sock weight=1 max_conns=8 down;",
      "map $host $fleet_persona_cache { default pages; }",
      "    proxy_cache pages;",
      "proxy_cache_valid 200 301 302 10s;",
      "proxy_read_timeout 5s;",
      "gzip on;",
      "limit_req zone=one burst=7;",
      "limit_conn all 10;",
      "    listen 127.0.0.1:8089;",
    ])
      expect(text).toContain(`${line}\n`);
  });

  it("renderSnippet can be read back for any values on offer, and the same values give the same bytes", () => {
    const value = attributesOf(config).attributes.map((attribute) => {
      const values = attribute.kind === "choices" ? fc.constantFrom(...attribute.allowed) : fc.integer(attribute);
      return [attribute.name, values] as const;
    });
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(value)),
        fc.stringMatching(/^[a-z0-9-]{1,30}$/),
        (values, generation) => {
          const text = renderSnippet(config, { generation, values });
          expect(readStamp(text)).toEqual({ generation, values });
          expect(renderSnippet(config, { generation, values })).toBe(text);
          const said = /return 200 '(.*)';/.exec(text)?.[1]?.replace("$nginx_version", "1.22.1") ?? "";
          expect(parseState(said)).toEqual({ generation, values, version: "1.22.1" });
        },
      ),
    );
  });
});

describe("readStamp", () => {
  it.each(["", "# nothing of ours", "# fleet-persona: {", '# fleet-persona: {"generation":"A B","values":{}}'])(
    "readStamp takes %j for a stranger's file",
    (text) => expect(readStamp(text)).toBe(null),
  );
});

const hostile: readonly [string, object][] = [
  ["an upstream name that ends a directive", { upstream: { ...whole.upstream, name: "app; }" } }],
  ["an address with a variable", { upstream: { ...whole.upstream, servers: [{ address: "$host:80" }] } }],
  ["an address with a space", { upstream: { ...whole.upstream, servers: [{ address: "a b" }] } }],
  ["a choice with a quote", { templates: [{ attribute: "a", kind: "choices", choices: { "x'": "" } }] }],
  [
    "a template that does not use its value",
    { templates: [{ attribute: "a", kind: "range", min: 0, max: 1, text: "x;" }] },
  ],
  ["a status address that is a name", { status: { address: "status.example:80" } }],
  ["a snippet that counts from nowhere", { snippet: "fleet.conf" }],
  ["strategies and a range together", { cache: { zone: "p", strategies: { off: 0 }, ttl: { min: 1, max: 9 } } }],
  ["initial values that lack one", { initial: { ...whole.initial, compression: undefined } }],
  ["an initial value that is not on offer", { initial: { ...whole.initial, max_connections: 65 } }],
  ["a fraction where a whole number belongs", { initial: { ...whole.initial, max_connections: 1.5 } }],
  ["no active server at all", { upstream: { ...whole.upstream, active_servers: { min: 0, max: 2 } } }],
  ["a field it does not know", { reload_command: "/bin/sh" }],
];

describe("nginxTargetSchema", () => {
  it.each(hostile)("nginxTargetSchema refuses %s", (_, change) => {
    const json: unknown = JSON.parse(JSON.stringify({ ...whole, ...change }));
    expect(nginxTargetSchema.safeParse(json).success).toBe(false);
  });

  it("nginxTargetSchema never offers more active servers than there are", () => {
    const { attributes } = attributesOf(config);
    expect(attributes).toContainEqual({ name: "active_servers", kind: "range", min: 1, max: 3 });
  });
});

describe("parseStubStatus", () => {
  const text =
    "Active connections: 291 \nserver accepts handled requests\n 16 15 31 \nReading: 6 Writing: 179 Waiting: 106 \n";

  it("parseStubStatus reads requests and connections", () => {
    expect(parseStubStatus(text)).toEqual({ requests: 31, active: 291, waiting: 106 });
  });

  it("parseStubStatus reads nothing from a part of it", () => {
    for (let length = 0; length < text.length - 2; length += 1) {
      const part = parseStubStatus(text.slice(0, length));
      if (part !== null) expect(text.slice(0, length)).toMatch(/Waiting: \d+$/);
    }
  });
});

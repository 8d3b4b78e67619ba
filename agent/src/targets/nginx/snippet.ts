import type { Configuration } from "@fleet-persona/persona";
import { z } from "zod";
import { ALGORITHMS, type NginxTargetConfig } from "./config.ts";

/** Where the generated server says which generation runs, with what values. */
export const STATE_PATH = "/.fleet-persona/state";
export const STUB_STATUS_PATH = "/.fleet-persona/stub_status";

/** What a location that may be cached gives to `proxy_cache`. */
export const CACHE_VARIABLE = "$fleet_persona_cache";

const MARK = "# fleet-persona: ";

const stampSchema = z.strictObject({
  generation: z.string().regex(/^[a-z0-9-]{1,64}$/),
  values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});

/** Which file this is and what it says, as both the file and the running nginx carry it. */
export type Stamp = { readonly generation: string; readonly values: Configuration };

/** The whole generated file; it belongs inside `http { }`. The same stamp and config give the same bytes. */
export function renderSnippet(config: NginxTargetConfig, stamp: Stamp): string {
  const { values } = stamp;
  const lines = [
    "# Written by fleet-agent, which replaces it as a whole; include it once inside http { }.",
    `${MARK}${JSON.stringify({ generation: stamp.generation, values })}`,
    ...upstreamLines(config.upstream, values),
    ...cacheLines(config.cache, values),
    ...("request_timeout" in values ? [`proxy_read_timeout ${String(values["request_timeout"])}s;`] : []),
    ...("compression" in values ? [`gzip ${String(values["compression"])};`] : []),
    ...templateLines(config.templates, values),
    ...statusLines(config, stamp),
  ];
  return `${lines.join("\n")}\n`;
}

/** What a file that we wrote says about itself; null for anything else. */
export function readStamp(text: string): Stamp | null {
  const line = text.split("\n").find((candidate) => candidate.startsWith(MARK));
  if (line === undefined) return null;
  return parseStamp(line.slice(MARK.length));
}

/** What the running nginx answered; null when it is not whole or not ours. */
export function parseState(body: string): (Stamp & { readonly version: string }) | null {
  try {
    const { version, ...stamp } = z.looseObject({ version: z.string() }).parse(JSON.parse(body));
    return { ...stampSchema.parse(stamp), version };
  } catch {
    return null;
  }
}

function parseStamp(json: string): Stamp | null {
  try {
    return stampSchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

function upstreamLines(upstream: NginxTargetConfig["upstream"], values: Configuration): string[] {
  if (upstream === undefined) return [];
  const algorithm = ALGORITHMS[values["load_balancing_algorithm"] as keyof typeof ALGORITHMS] ?? "";
  const limit = values["max_connections"];
  const active = Number(values["active_servers"] ?? upstream.servers.length);
  // The largest stay when servers are taken out; equals keep the order of the file.
  const ranked = [...upstream.servers].sort((a, b) => b.weight - a.weight);
  const servers = upstream.servers.map((server) => {
    const parts = [`server ${server.address}`, `weight=${server.weight}`, ...server.parameters];
    if (limit !== undefined) parts.push(`max_conns=${String(limit)}`);
    if (ranked.indexOf(server) >= active) parts.push("down");
    return `    ${parts.join(" ")};`;
  });
  // Without a shared zone max_conns would count for each worker process.
  const head = [`upstream ${upstream.name} {`, `    zone ${upstream.name} 128k;`];
  const keepalive = upstream.keepalive === 0 ? [] : [`    keepalive ${upstream.keepalive};`];
  return [...head, ...(algorithm === "" ? [] : [`    ${algorithm}`]), ...servers, ...keepalive, "}"];
}

// Which locations are cached at all is the host's: they say `proxy_cache $fleet_persona_cache`, and this says what that is.
function cacheLines(cache: NginxTargetConfig["cache"], values: Configuration): string[] {
  if (cache === undefined) return [];
  const seconds = cache.strategies?.[String(values["caching_strategy"])] ?? Number(values["cache_ttl"] ?? 0);
  const zone = seconds === 0 ? "off" : cache.zone;
  return [
    `map $host ${CACHE_VARIABLE} { default ${zone}; }`,
    `proxy_cache_valid 200 301 302 ${Math.max(1, seconds)}s;`,
  ];
}

function templateLines(templates: NginxTargetConfig["templates"], values: Configuration): string[] {
  return templates.map((template) => {
    const value = values[template.attribute];
    if (template.kind === "choices") return template.choices[String(value)] ?? "";
    return template.text.replaceAll("{value}", String(value));
  });
}

function statusLines({ status, cache }: NginxTargetConfig, stamp: Stamp): string[] {
  // Values are numbers and plain words of the host's file: nothing in them can end the quotes or start a variable.
  const body = `{"version":"$nginx_version","generation":"${stamp.generation}","values":${JSON.stringify(stamp.values)}}`;
  return [
    "server {",
    `    listen ${status.listen ?? status.address};`,
    // A zone named in a variable is looked for only when a request comes; named here, `nginx -t` refuses one that is not there.
    ...(cache === undefined ? [] : [`    proxy_cache ${cache.zone};`]),
    "    access_log off;",
    `    location = ${STATE_PATH} { default_type application/json; add_header Cache-Control no-store; return 200 '${body}'; }`,
    `    location = ${STUB_STATUS_PATH} { stub_status; }`,
    "    location / { return 404; }",
    "}",
  ];
}

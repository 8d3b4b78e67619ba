import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { getPriority, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { adopt, haproxyTargetSchema, openHaproxyTarget } from "@fleet-persona/agent";
import type { SteerableAttribute, Target } from "@fleet-persona/agent";
import { endProcess, freePort, quantile, seededRandom, startHaproxy } from "@fleet-persona/demo-fleet";
import { underLoad, type LoadOptions, type LoadTally } from "./wrk-load.ts";
import { benchResult } from "./result.ts";
import type { BenchResult, Target as Promised } from "./result.ts";

type Phase = { readonly applied: Float64Array; readonly whole: Float64Array; readonly tally: LoadTally };

/**
 * An adopted HAProxy under load while every attribute it offers is changed, in random order to random values: first at some
 * thousands of requests a second, then with both cores full.
 */
export async function haproxyBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({
    args: [...options],
    options: { changes: { type: "string", default: "1000" }, "pause-ms": { type: "string", default: "2" } },
  });
  const changes = Number(values.changes);
  const folder = mkdtempSync(join(tmpdir(), "bench-haproxy-"));
  const stack = await startProxies(folder);
  try {
    const load = { url: stack.url, connections: 32, folder };
    const steady = await phase(stack.target, changes, { ...load, pauseMs: Number(values["pause-ms"]) });
    const full = await phase(stack.target, changes, { ...load, pauseMs: 0 });
    return results(steady, full);
  } finally {
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function results(steady: Phase, full: Phase): BenchResult[] {
  const requests = steady.tally.requests + full.tally.requests;
  const changes = steady.applied.length + full.applied.length;
  const ms = (name: string, sorted: Float64Array, q: number, target: Promised = null) =>
    benchResult({ name, value: quantile(sorted, q), unit: "ms", target });
  return [
    ms("haproxy_apply_readback_p99_ms", steady.applied, 0.99, { atMost: 10 }),
    ms("haproxy_apply_readback_p50_ms", steady.applied, 0.5),
    ms("haproxy_plan_to_readback_p99_ms", steady.whole, 0.99),
    benchResult({
      name: "haproxy_failed_requests",
      value: steady.tally.failed + full.tally.failed,
      unit: `of ${requests} over ${changes} changes`,
      target: { atMost: 0 },
    }),
    benchResult({
      name: "haproxy_load_per_second",
      value: steady.tally.perSecond,
      unit: "requests/s",
      target: { atLeast: 5000 },
    }),
    ms("haproxy_full_load_apply_readback_p50_ms", full.applied, 0.5),
    ms("haproxy_full_load_apply_readback_p99_ms", full.applied, 0.99),
    benchResult({
      name: "haproxy_full_load_per_second",
      value: full.tally.perSecond,
      unit: "requests/s",
      target: null,
    }),
  ];
}

async function phase(target: Target, changes: number, load: LoadOptions): Promise<Phase> {
  const took: { applied: number; whole: number }[] = [];
  const tally = await underLoad(load, async () => {
    took.push(...(await changeAtRandom(target, changes)));
  });
  const sorted = (of: "applied" | "whole") => Float64Array.from(took, (one) => one[of]).sort();
  return { applied: sorted("applied"), whole: sorted("whole"), tally };
}

/** One change after the other: how long each took from its apply, and from its plan, until it was read back, in ms. */
async function changeAtRandom(target: Target, changes: number): Promise<{ applied: number; whole: number }[]> {
  const { attributes } = await target.describe();
  const random = seededRandom(1);
  const took: { applied: number; whole: number }[] = [];
  const seen = new Set<string>();
  while (took.length < changes) {
    const attribute = attributes[Math.floor(random() * attributes.length)];
    if (attribute === undefined) throw new Error("the target offers nothing");
    const started = performance.now();
    const [step] = await target.plan({ [attribute.name]: valueOf(attribute, random) });
    if (step === undefined) continue;
    const planned = performance.now();
    await step.apply();
    const done = performance.now();
    took.push({ applied: done - planned, whole: done - started });
    seen.add(attribute.name);
    if (took.length % 250 === 0) process.stderr.write(`${took.length} changes\n`);
  }
  process.stderr.write(`changed: ${[...seen].sort().join(", ")}\n`);
  return took;
}

function valueOf(attribute: SteerableAttribute, random: () => number): number | string | boolean {
  if (attribute.kind === "choices") return attribute.allowed[Math.floor(random() * attribute.allowed.length)] ?? "";
  return Math.round(attribute.min + random() * (attribute.max - attribute.min));
}

type Proxies = { readonly url: string; readonly target: Target; close(): Promise<void> };

async function startProxies(folder: string): Promise<Proxies> {
  const front = await freePort();
  const origins = await Promise.all([freePort(), freePort(), freePort()]);
  const file = (name: string) => join(folder, name);
  writeFileSync(file("origin.cfg"), originConfig(file("origin.sock"), origins));
  const text = frontConfig(file("haproxy.sock"), front, origins);
  const adoption = adopt(text, { file: file("haproxy.cfg"), outFolder: file("own") });
  mkdirSync(file("own"));
  for (const { name, content } of adoption.files) writeFileSync(join(file("own"), name), content);
  writeFileSync(file("servers.state"), "");
  writeFileSync(file("haproxy.cfg"), `${adoption.edited}\n${adoption.files[0]?.content ?? ""}`);
  const origin = await startHaproxy(file("origin.cfg"), file("origin.sock"));
  const proxy = await startHaproxy(file("haproxy.cfg"), file("haproxy.sock"));
  // An agent has no right to go before its service, nor has the service before it.
  for (const { pid } of [origin, proxy]) if (pid !== undefined) setPriority(pid, getPriority());
  const target = await openHaproxyTarget(haproxyTargetSchema.parse(adoption.target.json));
  return {
    url: `http://127.0.0.1:${front}/`,
    target,
    async close() {
      await target.close();
      await endProcess(proxy);
      await endProcess(origin);
    },
  };
}

const TIMEOUTS = `defaults
  mode http
  timeout connect 1s
  timeout client 30s
  timeout server 30s
`;

function originConfig(socket: string, ports: readonly number[]): string {
  return `global
  nbthread 1
  stats socket ${socket} mode 600
${TIMEOUTS}frontend origin
${ports.map((port) => `  bind 127.0.0.1:${port}\n`).join("")}  http-request return status 200 content-type text/plain string "${"ok ".repeat(100)}"
`;
}

function frontConfig(socket: string, port: number, origins: readonly number[]): string {
  const servers = origins.map((origin, index) => `  server s${index + 1} 127.0.0.1:${origin} maxconn 100 weight 50\n`);
  return `global
  nbthread 1
  stats socket ${socket} mode 600 level admin
  stats timeout 1h
  hard-stop-after 1s
  server-state-file ${socket.replace("haproxy.sock", "servers.state")}
${TIMEOUTS}  load-server-state-from-file global
frontend www
  bind 127.0.0.1:${port}
  default_backend shop
backend shop
  balance leastconn
  compression algo gzip
  compression type text/plain
${servers.join("")}`;
}

import { anchorsDigest } from "@fleet-persona/persona";
import { existsSync } from "node:fs";
import { AgentError, messageOf } from "../agent-error.ts";
import { loadAgentConfig, type AgentConfig } from "../config/agent-config.ts";
import { loadHostKey } from "../identity/host-key.ts";
import { loadIdentity } from "../identity/identity.ts";
import { openTargets } from "../open-targets.ts";
import { openSources } from "../sources/open-sources.ts";
import { openStateFolder } from "../state/state-folder.ts";
import { readAnchors } from "../trust/anchors-file.ts";
import type { Given } from "./command-line.ts";

type Check = Readonly<{ name: string; run: () => Promise<string> | string }>;

const MAX_SKEW_MS = 5 * 60_000;

/** `fleet-agent doctor`: each check on its own line; one that fails does not keep the others from running. */
export async function doctorCommand(given: Given): Promise<number> {
  const state = openStateFolder(given.stateRoot);
  const configPath = given.config ?? state.config;
  const checks: readonly Check[] = [
    { name: "config", run: () => `${loadAgentConfig(configPath).targets.length} targets named in ${configPath}` },
    { name: "identity", run: () => `host ${loadIdentity(state.identity).hostId}` },
    { name: "key", run: () => (loadHostKey(state.key), "readable by its owner only") },
    { name: "trust", run: () => trust(state.trust.anchors) },
    { name: "runtime", run: runtime },
    { name: "gateway", run: () => gateway(loadIdentity(state.identity).gatewayUrl) },
    { name: "targets", run: () => targets(loadAgentConfig(configPath).targets) },
    { name: "sources", run: () => sources(loadAgentConfig(configPath)) },
    {
      name: "cgroup",
      run: () => (existsSync("/sys/fs/cgroup/cgroup.controllers") ? "version 2" : "version 1 or none"),
    },
  ];
  let failed = 0;
  for (const { name, run } of checks) {
    try {
      process.stdout.write(`ok    ${name.padEnd(9)} ${await run()}\n`);
    } catch (error) {
      failed += 1;
      process.stdout.write(`FAIL  ${name.padEnd(9)} ${messageOf(error)}\n`);
    }
  }
  return failed === 0 ? 0 : 3;
}

function trust(path: string): string {
  const anchors = readAnchors(path);
  if (anchors !== undefined) return `pinned ${anchorsDigest(anchors)}`;
  throw new AgentError(
    "trust-invalid",
    "nothing is pinned, so nothing can be installed: enrol again, with --trust FILE.",
  );
}

async function runtime(): Promise<string> {
  try {
    await import("onnxruntime-node");
    return `node ${process.version}, onnxruntime loads`;
  } catch (error) {
    throw new AgentError(
      "policy-unusable",
      `onnxruntime does not load (${messageOf(error)}): install libstdc++ 12 or newer.`,
    );
  }
}

async function gateway(url: string): Promise<string> {
  const response = await fetch(new URL("/healthz", url), { signal: AbortSignal.timeout(5000) });
  const theirs = Date.parse(response.headers.get("date") ?? "");
  const skew = Number.isNaN(theirs) ? 0 : Math.abs(Date.now() - theirs);
  if (skew > MAX_SKEW_MS)
    throw new AgentError(
      "hub-refused",
      `this clock and the gateway's are ${Math.round(skew / 1000)} s apart: set the clock.`,
    );
  return `${url} answers ${response.status}`;
}

async function targets(paths: readonly string[]): Promise<string> {
  const opened = await openTargets(paths);
  try {
    const all = await Promise.all(opened.map((target) => target.describe()));
    return all
      .map(({ name, version, attributes, cannot }) =>
        [`${name} ${version} steers ${attributes.map((attribute) => attribute.name).join(", ")}`, ...cannot].join("; "),
      )
      .join(" | ");
  } finally {
    await Promise.all(opened.map((target) => target.close()));
  }
}

const LOOK_MS = 1500;

/** Opens every source for a moment and says how each is; one that failed fails the check. */
async function sources(config: AgentConfig): Promise<string> {
  if (config.sources.length === 0) return "none named; the targets observe what they can";
  const opened = await openSources(config.sources, { now: Date.now });
  try {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const all = opened.map((source) => ({ name: source.name, ...source.health(Date.now()) }));
    const said = all.map(({ name, state, message }) => `${name} ${state}${message === null ? "" : ` (${message})`}`);
    if (all.some(({ state }) => state === "failed")) throw new AgentError("config-invalid", said.join("; "));
    return said.join("; ");
  } finally {
    await Promise.all(opened.map((source) => source.close()));
  }
}

import { resolve } from "node:path";
import { startAgent } from "../agent.ts";
import { AgentError } from "../agent-error.ts";
import { loadAgentConfig } from "../config/agent-config.ts";
import { loadHostKey } from "../identity/host-key.ts";
import { loadIdentity } from "../identity/identity.ts";
import { openSources } from "../sources/open-sources.ts";
import { openTargets } from "../open-targets.ts";
import { claimStateFolder } from "../state/running-process.ts";
import { openStateFolder } from "../state/state-folder.ts";
import type { Given } from "./command-line.ts";

/** `fleet-agent run`: until SIGTERM or SIGINT. */
export async function runCommand(given: Given): Promise<number> {
  const state = openStateFolder(given.stateRoot);
  const identity = loadIdentity(state.identity);
  const configPath = resolve(given.config ?? state.config);
  const config = loadAgentConfig(configPath);
  if (config.targets.length === 0) {
    throw new AgentError("config-invalid", "The config names no target: add the path of a target file to `targets`.");
  }
  using claim = claimStateFolder(state.pid);
  const key = loadHostKey(state.key);
  const targets = await openTargets(config.targets);
  const sources = await openSources(config.sources, { now: Date.now });
  // Nothing that a model or library could open by a relative name is here.
  process.chdir(state.empty);
  const log = (line: string): void => void process.stdout.write(`${new Date().toISOString()} ${line}\n`);
  await using agent = await startAgent({ state, config, configPath, identity, key, targets, sources, log });
  await signalled();
  log(`stopping process ${agent.status().pid}`);
  void claim;
  return 0;
}

async function signalled(): Promise<void> {
  await new Promise<void>((stop) => {
    process.once("SIGTERM", () => stop());
    process.once("SIGINT", () => stop());
  });
}

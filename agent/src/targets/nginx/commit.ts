import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Configuration } from "@fleet-persona/persona";
import { messageOf } from "../../agent-error.ts";
import { writeFileAtomically } from "../../state/atomic-file.ts";
import { TargetError } from "../target-error.ts";
import type { NginxTargetConfig } from "./config.ts";
import type { NginxMaster } from "./master.ts";
import { readStamp, renderSnippet, type Stamp } from "./snippet.ts";
import type { RunningState, StatusServer } from "./status-server.ts";

export type NginxHost = {
  readonly config: NginxTargetConfig;
  readonly master: NginxMaster;
  readonly server: StatusServer;
};

// nginx's master lets old and new workers accept side by side for a tenth of a second.
const SETTLE_MS = 200;
const RELOAD_MS = 1_500;
const POLL_MS = 15;

/**
 * Brings values into force in one reload: replaces the file, has nginx check it, reloads, and waits until every answer is
 * of the new generation. Whatever fails puts the file back, so that nobody's later reload brings in what was refused.
 */
export async function commit(host: NginxHost, values: Configuration): Promise<RunningState> {
  const { config, master } = host;
  const before = readSnippet(config);
  const stamp: Stamp = { generation: newGeneration(), values };
  writeSnippet(config, renderSnippet(config, stamp));
  try {
    await master.check();
  } catch (error) {
    writeSnippet(config, before);
    throw error;
  }
  try {
    await master.reload();
    return await waitFor(host, stamp.generation);
  } catch (error) {
    writeSnippet(config, before);
    // Should nginx take up the new file after all, the old one follows right behind it.
    await master.reload().catch(() => undefined);
    throw error;
  }
}

/** What the file on disk says of itself; null when it is not there or not ours. */
export function fileStamp(config: NginxTargetConfig): Stamp | null {
  try {
    return readStamp(readFileSync(config.snippet, "utf8"));
  } catch {
    return null;
  }
}

async function waitFor({ server }: NginxHost, generation: string): Promise<RunningState> {
  const end = performance.now() + RELOAD_MS;
  let since: number | null = null;
  for (;;) {
    const left = end - performance.now();
    const state = left <= 0 ? null : await server.state(left);
    if (state === null) throw new TargetError("read-back-differs", "nginx was reloaded and runs the old configuration");
    if (state.generation !== generation) since = null;
    else since ??= performance.now();
    if (since !== null && performance.now() - since >= SETTLE_MS) return state;
    await sleep(POLL_MS);
  }
}

function readSnippet({ snippet }: NginxTargetConfig): string {
  try {
    return readFileSync(snippet, "utf8");
  } catch (error) {
    throw new TargetError("refused", `${snippet} cannot be read (${messageOf(error)})`, { cause: error });
  }
}

function writeSnippet({ snippet }: NginxTargetConfig, text: string): void {
  try {
    writeFileAtomically(snippet, text, { mode: 0o644 });
  } catch (error) {
    throw new TargetError("refused", `${snippet} cannot be replaced (${messageOf(error)})`, { cause: error });
  }
}

// Never used twice: a file that a crash left behind must not be taken for the one after it.
function newGeneration(): string {
  return `${Date.now().toString(36)}-${randomBytes(4).toString("hex")}`;
}

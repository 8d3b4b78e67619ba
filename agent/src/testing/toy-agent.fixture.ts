import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startAgent, type RunningAgent } from "../agent.ts";
import { agentConfigSchema } from "../config/agent-config.ts";
import { loadOrCreateHostKey } from "../identity/host-key.ts";
import type { Identity } from "../identity/identity.ts";
import { openStateFolder, type StateFolder } from "../state/state-folder.ts";
import type { Target } from "../targets/target.ts";
import { pinAnchors, readAnchors } from "../trust/anchors-file.ts";
import { toyAnchors, toyHolder } from "./toy-trust.fixture.ts";

/** A state folder that is gone after the test. */
export function temporaryState(): StateFolder & Disposable {
  const root = mkdtempSync(join(tmpdir(), "fleet-agent-"));
  return { ...openStateFolder(root), [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

export type ToyAgent = RunningAgent & { readonly log: string[] };

/** An enrolled agent on a toy target, twenty rounds a second. */
export async function toyAgent(
  state: StateFolder,
  gatewayUrl: string,
  target: Target,
  config: Record<string, unknown> = {},
  identity: Partial<Identity> = {},
  now: () => number = Date.now,
): Promise<ToyAgent> {
  const log: string[] = [];
  if (readAnchors(state.trust.anchors) === undefined) pinAnchors(state.trust.anchors, toyAnchors, "own-file");
  const agent = await startAgent({
    state,
    config: agentConfigSchema.parse({ interval_ms: 50, ...config }),
    identity: {
      ...toyHolder,
      hostId: "0198f2a0-0000-7000-8000-00000000000b",
      gatewayUrl,
      hostName: "toy",
      enrolledAt: "2026-11-22T00:00:00.000Z",
      ...identity,
    },
    key: loadOrCreateHostKey(state.key),
    targets: [target],
    log: (line) => log.push(line),
    now,
    chance: () => 0.1,
  });
  return { ...agent, log };
}

/** Waits until something is so; fails with what it waited for. */
export async function eventually(what: string, is: () => boolean, limitMs = 10_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!is()) {
    if (performance.now() > end) throw new TypeError(`it never came about that ${what}`);
    await sleep(20);
  }
}

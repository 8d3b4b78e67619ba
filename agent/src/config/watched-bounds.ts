import { statSync } from "node:fs";
import type { Bounds } from "@fleet-persona/engine";
import { messageOf } from "../agent-error.ts";
import { loadAgentConfig, type AgentConfig } from "./agent-config.ts";
import { hostBounds } from "./host-bounds.ts";

/**
 * The host's bounds as its config file has them now: a changed file counts from the next round on, without a restart. A
 * file that cannot be read or is wrong changes nothing: the bounds last agreed to go on.
 */
export function watchedBounds(
  path: string | undefined,
  config: Pick<AgentConfig, "bounds">,
  log: (line: string) => void,
): () => Bounds {
  let bounds = hostBounds(config);
  let mark = markOf(path);
  return () => {
    const now = markOf(path);
    if (path === undefined || now === undefined || now === mark) return bounds;
    mark = now;
    try {
      bounds = hostBounds(loadAgentConfig(path));
      log(`bounds read anew from ${path}`);
    } catch (error) {
      log(`the bounds stay as they were: ${messageOf(error)}`);
    }
    return bounds;
  };
}

function markOf(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.mtimeMs} ${stat.size}`;
}

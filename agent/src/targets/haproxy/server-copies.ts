import type { HaproxyTargetConfig } from "./config.ts";
import type { ServerCopy, ServerState } from "./server-state.ts";

/** Every copy of a server as HAProxy names it. */
export function copiesOf(server: string, config: HaproxyTargetConfig): string[] {
  return config.backends.map((backend) => `${backend.name}/${server}`);
}

/** One command for each copy of each server, made from how that copy was. */
export function eachCopy(
  servers: readonly ServerState[],
  command: (name: string, copy: ServerCopy) => string,
): string[] {
  return servers.flatMap(({ name, copies }) => copies.map((copy) => command(`${copy.backend}/${name}`, copy)));
}

import type { HaproxyTargetConfig } from "./config.ts";
import type { KnobHost } from "./knob.ts";
import { sendCommands } from "./runtime-api.ts";
import type { ServerCopy, ServerState } from "./server-state.ts";

/** Every copy of a server as HAProxy names it. */
export function copiesOf(server: string, config: HaproxyTargetConfig): string[] {
  return config.backends.map((backend) => `${backend.name}/${server}`);
}

/** Sends one command for each copy of each server, made from how that copy was. */
export async function putBackCopies(
  servers: readonly ServerState[],
  { api }: KnobHost,
  command: (name: string, copy: ServerCopy) => string,
): Promise<void> {
  const each = ({ name, copies }: ServerState) => copies.map((copy) => command(`${copy.backend}/${name}`, copy));
  await sendCommands(api, servers.flatMap(each));
}

import type { KnobHost } from "./knob.ts";
import { replaceOwnFile, whyNotKept } from "./keep-map.ts";

/** Writes HAProxy's own list of drains and weights into its `server-state-file`, where the host's file names one that is ours. */
export async function keepServerState({ api, config }: KnobHost): Promise<void> {
  const file = config.server_state_file;
  if (file === undefined || (await whyNotKept(file)) !== null) return;
  const [state = ""] = await api.send(["show servers state"]);
  await replaceOwnFile(file, () => `${state}\n`);
}

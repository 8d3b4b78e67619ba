import type { HostState, KnobHost } from "./knob.ts";

/** Writes HAProxy's own list of drains and weights into its `server-state-file`, where the host's file names one. */
export async function keepServerState({ proxy }: HostState, { api, config, files }: KnobHost): Promise<void> {
  const file = config.server_state_file;
  if (file === undefined) return;
  const state = proxy.serversState ?? (await api.send(["show servers state"]))[0] ?? "";
  files.keep(file, () => `${state}\n`);
}

import type { TargetDescription } from "../target.ts";
import { namedMaps } from "./config.ts";

import type { HostState, Knob, KnobHost } from "./knob.ts";

/** What this host offers, and a sentence for each thing that it does not and what to add. */
export async function describeHost(
  host: KnobHost,
  knobs: readonly Knob[],
  state: HostState,
): Promise<TargetDescription> {
  const { api, config } = host;
  const [level = ""] = await api.send(["show cli level"]);
  const admin = level.trim() === "admin";
  const offers = knobs.map((knob) => knob.offer(host, state));
  const refusals = offers.flatMap((offer) => (offer.kind === "cannot" ? [offer.because] : []));
  const attributes = offers.flatMap((offer) => (offer.kind === "offered" ? [offer.attribute] : []));
  return {
    name: config.name,
    version: state.proxy.version,
    attributes: admin ? attributes : attributes.filter(({ name }) => name === "cpu_allocation"),
    cannot: [
      ...refusals,
      ...(admin
        ? await forgetful(host)
        : [`everything on HAProxy itself: the stats socket has level ${level.trim()}, and changes need admin`]),
    ],
  };
}

async function forgetful({ config, files }: KnobHost): Promise<string[]> {
  const kept = namedMaps(config).map(([, file]) => file);
  if (config.server_state_file !== undefined) kept.push(config.server_state_file);
  const troubles = await Promise.all(kept.map(async (file) => [file, await files.trouble(file)] as const));
  return troubles.flatMap(([file, why]) =>
    why === null ? [] : [`keep ${file} over a restart: ${why}; let the agent own it and its folder`],
  );
}

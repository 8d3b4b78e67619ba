import type { Deps } from "../deps.ts";
import { pending } from "../use-case/pending.ts";
import type { HostKey } from "./host-key.ts";

export type SignalName = { readonly name: string; readonly unit: string };

/** Keeps what the values of a host's metric frames mean; must be committed before frames that name it are ingested. */
export async function recordDictionary(
  _deps: Deps,
  _dictionary: HostKey & { epoch: number; id: number; signals: readonly SignalName[] },
): Promise<void> {
  return pending("recordDictionary");
}

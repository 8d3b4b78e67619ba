import { withoutTenant } from "@fleet-persona/db";
import type { Deps } from "../deps.ts";
import { notFound } from "../hub-error.ts";
import { readKeyringChain } from "./keyring.ts";

/** Every keyring of a publisher as one file, for whoever asks; `not-found` before it published one. */
export async function readPublisherKeyrings(deps: Deps, publisher: string): Promise<Uint8Array> {
  const chain = await withoutTenant(deps.db, (tx) => readKeyringChain(tx, publisher));
  if (chain === undefined) throw notFound("keyring");
  return chain;
}

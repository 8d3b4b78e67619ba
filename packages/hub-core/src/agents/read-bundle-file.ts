import type { Deps } from "../deps.ts";
import { pending } from "../use-case/pending.ts";
import type { HostKey } from "./host-key.ts";

/** One file of the bundle a host is assigned; `not-found` for any other digest or file. */
export async function readBundleFile(
  _deps: Deps,
  _request: HostKey & { digest: string; file: string },
): Promise<Uint8Array> {
  return pending("readBundleFile");
}

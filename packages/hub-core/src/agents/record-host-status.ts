import type { Deps } from "../deps.ts";
import { pending } from "../use-case/pending.ts";
import type { HostKey } from "./host-key.ts";

/** Keeps the agent's last status message (plain JSON) for the console. */
export async function recordHostStatus(_deps: Deps, _report: HostKey & { status: unknown }): Promise<void> {
  return pending("recordHostStatus");
}

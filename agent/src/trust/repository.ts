import type { Freshness } from "@fleet-persona/persona";
import { refreshTargets, type RefreshOptions } from "@fleet-persona/trust";
import { boundedGet } from "./bounded-get.ts";

/** Asks the repository at an address what it says now. A file of its own, so that nothing else comes with the updater. */
export function refreshFrom(
  baseUrl: string,
  options: Pick<RefreshOptions, "folder" | "root" | "paths">,
): Promise<Freshness> {
  return refreshTargets({ ...options, baseUrl, get: (url, limit) => boundedGet(url, limit) });
}

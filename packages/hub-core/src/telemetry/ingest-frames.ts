import type { DataFrame, FrameRefusalCode } from "@fleet-persona/protocol";
import type { HostKey } from "../agents/host-key.ts";
import type { GatewayDeps } from "../deps.ts";
import { pending } from "../use-case/pending.ts";

/** A decoded frame with the tenant and host of the session it came through. */
export type IngestFrame = HostKey & DataFrame;
export type FrameOutcome = { readonly accepted: true } | { readonly accepted: false; readonly code: FrameRefusalCode };

/**
 * Commits a batch of frames of any number of tenants and hosts; a frame that is there already is accepted and changes nothing.
 * Outcomes are in the order of the batch. Rejects (nothing committed) when the database cannot be reached: send again later.
 */
export async function ingestFrames(
  _deps: GatewayDeps,
  _batch: readonly IngestFrame[],
): Promise<readonly FrameOutcome[]> {
  return pending("ingestFrames");
}

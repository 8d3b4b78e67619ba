import { setTimeout as sleep } from "node:timers/promises";
import { readCurrentMetadata } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { bundleTargetPath } from "@fleet-persona/persona";
import { listedTargets } from "@fleet-persona/trust";
import { StackError } from "./stack-error.ts";

// The gate lives through every scenario several times over, and has two cores for it at best.
const PATIENCE_MS = 1_800_000;

/** Waits until the worker's gate has judged bundles and the repository lists them. `StackError` "not-ready" when it does not. */
export async function untilInstallable(deps: Deps, digests: readonly string[]): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const current = await readCurrentMetadata(deps);
    const listed = current === null ? new Map() : listedTargets(current.targets);
    if (digests.every((digest) => listed.has(bundleTargetPath(digest, "attestation.json")))) return;
    await sleep(200);
  }
  throw new StackError(
    "not-ready",
    "The gate did not come to a verdict on the reference Personas, or rejected one; worker.log says why.",
  );
}

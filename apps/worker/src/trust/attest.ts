import { recordAttestation } from "@fleet-persona/hub-core";
import type { Deps, UnjudgedVersion } from "@fleet-persona/hub-core";
import { sealAttestation } from "@fleet-persona/persona";
import type { GateReport } from "@fleet-persona/persona";
import type { Trust } from "./open-trust.ts";

/**
 * Signs what this worker's own gate has just said of a bundle. Never what stands in the database: whoever can write there could
 * otherwise have anything signed.
 */
export async function attest(
  hub: Deps,
  { gate }: Pick<Trust, "gate">,
  { version, report }: { readonly version: UnjudgedVersion; readonly report: GateReport },
): Promise<void> {
  const envelope = sealAttestation(report, hub.now().getTime(), [gate]);
  await recordAttestation(hub, version, { report, envelope, gateKeys: [gate.publicKey] });
}

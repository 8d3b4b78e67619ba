import type { VersionTrust } from "@fleet-persona/hub-core";
import type { Vouched } from "./signature-chain.ts";

const verdicts = { passed: "passed", quarantined: "quarantined: to be named", rejected: "rejected" } as const;
const tones = { passed: "good", quarantined: "warn", rejected: "bad" } as const;

/** What gate and repository vouch for, as links of the chain. `now`: ms since 1970. */
export function vouchedBy({ attestation, repository }: VersionTrust, now: number): Vouched {
  return {
    attestation:
      attestation === null
        ? null
        : {
            state: tones[attestation.verdict],
            title: `Attested by the gate: ${verdicts[attestation.verdict]}`,
            detail: `Under rules ${attestation.rulesVersion}, confidence ${attestation.confidence.toFixed(2)}. The gate's key is on a worker alone; agents pinned it when they enrolled.`,
            fingerprints: attestation.keyIds,
            at: attestation.at,
          },
    freshness: repository === null ? null : freshnessOf(repository, now),
  };
}

function freshnessOf(
  { listed, targetsVersion, expiresAt }: NonNullable<VersionTrust["repository"]>,
  now: number,
): NonNullable<Vouched["freshness"]> {
  const common = { fingerprints: [], at: null };
  if (expiresAt <= now) {
    const detail = "Agents install nothing new until a worker signs the list again; what runs goes on.";
    return { ...common, state: "bad", title: "The list of what is current has expired", detail };
  }
  if (!listed) {
    const detail = `Version ${targetsVersion} of the signed list does not name it, so no agent installs it.`;
    return { ...common, state: "warn", title: "Not listed", detail };
  }
  const detail = `Version ${targetsVersion} of the signed list (TUF) names it. Agents refuse an older list, and one that has expired.`;
  return { ...common, state: "good", title: "Listed as current", detail };
}

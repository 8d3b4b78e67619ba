import { verifyAttestation, type GateAttestation, type GateRefusal } from "../attestation/attestation.ts";
import type { KeyringRefusal } from "../keyring/verify-keyring-chain.ts";
import { verifyLease, type LeaseHolder, type LeaseRefusal, type PersonaLease } from "../lease/lease.ts";
import { leaseAllowsInstall } from "../lease/lease-state.ts";
import { refuse, type BundleRefusal, type RefusedWith } from "../refusal.ts";
import { verifyBundle, verifyManifestEnvelope, type BundleTrust, type VerifiedManifest } from "../verify-bundle.ts";
import type { BundleFiles, VerifiedPersona } from "../verified-persona.ts";
import { BUNDLE_TARGETS, bundleTargetPath, verifyTargets, type Freshness, type FreshnessRefusal } from "./freshness.ts";

/** The four that must agree before anything is installed. */
export type InstallCheck = "publisher" | "gate" | "freshness" | "lease";

/**
 * Everything an install is judged by. `now`: ms since 1970; `digest`: the bundle that was assigned. A part that could not even be
 * put together comes as its refusal.
 */
export type InstallInputs = {
  readonly digest: string;
  readonly publisher: { readonly files: BundleFiles; readonly trust: BundleTrust } | RefusedWith<PublisherRefusal>;
  readonly gate: { readonly envelope: Uint8Array | null; readonly keys: readonly Uint8Array[] };
  readonly freshness: Freshness;
  /** What else the repository must list, by path: the publisher's keyrings. */
  readonly listed: ReadonlyMap<string, Uint8Array>;
  readonly lease:
    | {
        readonly envelope: Uint8Array | null;
        readonly keys: readonly Uint8Array[];
        readonly holder: LeaseHolder;
      }
    | RefusedWith<LeaseRefusal>;
  readonly now: number;
};

/** Why the publisher does not stand behind a bundle. */
export type PublisherRefusal =
  | BundleRefusal
  | KeyringRefusal
  | "keyring-missing"
  | "publisher-key-changed"
  | "digest-mismatch";

/** Every code an install can be refused with. */
export type InstallRefusal = PublisherRefusal | GateRefusal | FreshnessRefusal | LeaseRefusal;

/** What came of each of the four; all are judged, whatever the others say. */
export type InstallVerdicts = {
  readonly publisher: VerifiedManifest | RefusedWith<PublisherRefusal>;
  readonly gate: { readonly kind: "attested"; readonly attestation: GateAttestation } | RefusedWith<GateRefusal>;
  readonly freshness: { readonly kind: "fresh" } | RefusedWith<FreshnessRefusal>;
  readonly lease: { readonly kind: "leased"; readonly lease: PersonaLease } | RefusedWith<LeaseRefusal>;
};

/** Which of the four did not agree, and why. */
export type InstallRefused = RefusedWith<InstallRefusal> & { readonly which: InstallCheck };

type Agreed = {
  readonly kind: "agreed";
  readonly attestation: GateAttestation;
  readonly lease: PersonaLease;
  /** The lower of what author and gate say, 0..1. */
  readonly confidence: number;
};

/** All four agreed on the signed pair: the files it names are worth fetching. */
export type OfferVerdict = (Agreed & { readonly manifest: VerifiedManifest }) | InstallRefused;

/** All four agreed on the whole bundle. */
export type InstallVerdict = (Agreed & { readonly persona: VerifiedPersona }) | InstallRefused;

/** Judges the four, each by itself, by the bundle's signed pair alone. */
export function judgeInstall(inputs: InstallInputs): InstallVerdicts {
  const { digest, publisher, gate, freshness, listed, lease, now } = inputs;
  const targets = new Map(listed);
  if ("files" in publisher)
    for (const [path, bytes] of targetsOf(digest, publisher.files, gate.envelope)) targets.set(path, bytes);
  const leased = judgeLease(lease, now);
  const accepted = leased.kind === "leased" ? leased.lease.accepted_quarantines : [];
  return {
    publisher: judgePublisher(digest, publisher),
    gate: verifyAttestation(gate.envelope, gate.keys, digest, (bundle) => accepted.includes(bundle)),
    freshness: verifyTargets(freshness, targets) ?? { kind: "fresh" },
    lease: leased,
  };
}

/** The verdicts as one: what is refused first, in the order publisher, gate, freshness, lease. */
export function offerVerdict({ publisher, gate, freshness, lease }: InstallVerdicts): OfferVerdict {
  if (publisher.kind === "refused") return { ...publisher, which: "publisher" };
  if (gate.kind === "refused") return { ...gate, which: "gate" };
  if (freshness.kind === "refused") return { ...freshness, which: "freshness" };
  if (lease.kind === "refused") return { ...lease, which: "lease" };
  const { attestation } = gate;
  const confidence = lowerConfidence(publisher, attestation);
  return { kind: "agreed", manifest: publisher, attestation, lease: lease.lease, confidence };
}

/** An agent installs only what comes out of this as `agreed`: the four, and every file of the bundle. */
export function checkInstall(inputs: InstallInputs): InstallVerdict {
  const offer = offerVerdict(judgeInstall(inputs));
  if (offer.kind === "refused" || !("files" in inputs.publisher)) return offer as InstallRefused;
  return completeInstall(offer, inputs.publisher);
}

/** The second half, once the files of an agreed offer are there. */
export function completeInstall(
  { attestation, lease, confidence }: Extract<OfferVerdict, { kind: "agreed" }>,
  { files, trust }: { readonly files: BundleFiles; readonly trust: BundleTrust },
): InstallVerdict {
  const verified = verifyBundle(files, trust);
  if (verified.kind === "refused") return { ...verified, which: "publisher" };
  return { kind: "agreed", persona: verified.persona, attestation, lease, confidence };
}

/** Confidence = min(claimed, gate). */
export function lowerConfidence(
  { manifest }: Pick<VerifiedPersona, "manifest">,
  { confidence }: Pick<GateAttestation, "confidence">,
): number {
  return Math.min(manifest.confidence_score, confidence);
}

function judgePublisher(digest: string, publisher: InstallInputs["publisher"]): InstallVerdicts["publisher"] {
  if (!("files" in publisher)) return publisher;
  const { files, trust } = publisher;
  const [personaJson, envelope] = [files.get("persona.json"), files.get("envelope.json")];
  if (!personaJson || !envelope) return refuse("file-missing", "persona.json and envelope.json must both be there.");
  const verified = verifyManifestEnvelope(personaJson, envelope, trust);
  if (verified.kind === "refused" || verified.digest === digest) return verified;
  return refuse("digest-mismatch", "This is another Persona than the assigned one.");
}

function targetsOf(
  digest: string,
  files: BundleFiles,
  attestation: Uint8Array | null,
): ReadonlyMap<string, Uint8Array> {
  const all = new Map(files);
  if (attestation !== null) all.set("attestation.json", attestation);
  return new Map(
    BUNDLE_TARGETS.map((name) => [bundleTargetPath(digest, name), all.get(name) ?? new Uint8Array()] as const),
  );
}

function judgeLease(lease: InstallInputs["lease"], now: number): InstallVerdicts["lease"] {
  if (!("holder" in lease)) return lease;
  const verified = verifyLease(lease.envelope, lease.keys, lease.holder);
  if (verified.kind === "refused") return verified;
  return leaseAllowsInstall(verified.lease, now) ?? verified;
}

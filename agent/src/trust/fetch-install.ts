import {
  BUNDLE_TARGETS,
  anchorKeys,
  bundleTargetPath,
  completeInstall,
  judgeInstall,
  keyringTargetPath,
  offerVerdict,
  refuse,
  type BundleFiles,
  type BundleTrust,
  type InstallInputs,
  type InstallRefused,
  type InstallVerdict,
  type InstallVerdicts,
  type RefusedWith,
  type TrustAnchors,
} from "@fleet-persona/persona";
import type { Assignment } from "@fleet-persona/protocol";
import { messageOf } from "../agent-error.ts";
import { publisherOf, type PublisherPins } from "../personas/publisher-pins.ts";
import type { InstallSource } from "./install-source.ts";
import { acceptKeyrings, installTrust, type KeyringFault, type TrustedKeyring } from "./keyring-store.ts";
import type { LeaseBook } from "./lease-book.ts";

/** What the four are judged by on this host. */
export type TrustBasis = Readonly<{
  anchors: TrustAnchors | undefined;
  pins: PublisherPins;
  leases: LeaseBook;
  holder: Readonly<{ tenantId: string; fleetId: string }>;
  now: () => number;
}>;

/** Why an assignment is not installed: one of the four did not agree, or this host itself would not have it. */
export type InstallRefusedHere = Omit<InstallRefused, "code"> & { readonly code: string };

/** Everything that agreed, and what has to be kept of it. */
export type AgreedInstall = Extract<InstallVerdict, { kind: "agreed" }> & {
  readonly files: BundleFiles;
  readonly keyring: TrustedKeyring;
  readonly attestationEnvelope: Uint8Array;
  readonly leaseEnvelope: Uint8Array;
};

/** `unavailable`: nobody answered, which says nothing. `verdicts` are those of all four where they could be judged. */
export type Fetched = { readonly verdicts?: InstallVerdicts } & (
  | AgreedInstall
  | InstallRefusedHere
  | { readonly kind: "unavailable"; readonly message: string }
);

const MANIFEST_LIMIT = 256 * 1024;
const ENVELOPE_LIMIT = 512 * 1024;

type Unavailable = Extract<Fetched, { readonly kind: "unavailable" }>;

/**
 * The four are judged by the small documents first; only when all agree are the files fetched that the manifest names, none beyond
 * its declared size, and then everything is verified once more as a whole.
 */
export async function fetchInstall(assignment: Assignment, source: InstallSource, basis: TrustBasis): Promise<Fetched> {
  const { anchors } = basis;
  if (anchors === undefined)
    return refusedBy("freshness", refuse("anchors-missing", "This host never pinned whom to trust: enrol it again."));
  const gathered = await gather(assignment, source, { ...basis, anchors });
  if ("kind" in gathered) return gathered;
  const { freshness } = gathered.inputs;
  if (freshness.kind === "refused" && freshness.code === "metadata-unavailable")
    return { kind: "unavailable", message: freshness.message };
  return decide(gathered, source, assignment.digest);
}

type Gathered = Readonly<{
  inputs: InstallInputs;
  keyring: TrustedKeyring | undefined;
  trust: BundleTrust | undefined;
}>;

// What is not there may come; what is thrown by our own checks is a defect and passes.
async function reached<T>(ask: () => Promise<T>): Promise<{ readonly got: T } | Unavailable> {
  try {
    return { got: await ask() };
  } catch (error) {
    return { kind: "unavailable", message: messageOf(error) };
  }
}

async function gather(
  assignment: Assignment,
  source: InstallSource,
  basis: TrustBasis & { readonly anchors: TrustAnchors },
): Promise<Gathered | Unavailable> {
  const { digest, personaId } = assignment;
  const { anchors, pins, leases, holder, now } = basis;
  const publisher = publisherOf(personaId);
  const documents = await reached(() => readDocuments(source, { anchors, publisher, digest }));
  if ("kind" in documents) return documents;
  const { chain, attestation, lease, freshness } = documents.got;
  const accepted =
    versionReused(pins, assignment) ?? acceptKeyrings({ publisher, chain }, pins, anchors.keyrings[publisher]);
  const keyring = accepted.kind === "trusted" ? accepted : undefined;
  const trust = keyring === undefined ? undefined : { ...installTrust(keyring), ...versionTrust(pins, assignment) };
  const pair = keyring === undefined ? { got: new Map() } : await reached(() => signedPair(digest, source));
  if ("kind" in pair) return pair;
  const held = {
    envelope: lease as Uint8Array | null,
    keys: anchorKeys(anchors.lease_keys),
    holder: { ...holder, personaId, highestSerial: leases.highestSerial(personaId) },
  };
  const inputs: InstallInputs = {
    digest,
    publisher:
      accepted.kind === "refused" || trust === undefined ? (accepted as KeyringFault) : { files: pair.got, trust },
    gate: { envelope: attestation, keys: anchorKeys(anchors.gate_keys) },
    freshness,
    listed: new Map(chain === null ? [] : [[keyringTargetPath(publisher), chain]]),
    lease: lease !== null && "kind" in lease ? lease : held,
    now: now(),
  };
  return { inputs, keyring, trust };
}

type Named = { readonly anchors: TrustAnchors; readonly publisher: string; readonly digest: string };

async function readDocuments(source: InstallSource, { anchors, publisher, digest }: Named) {
  const paths = [...BUNDLE_TARGETS.map((name) => bundleTargetPath(digest, name)), keyringTargetPath(publisher)];
  const [chain, attestation, lease, freshness] = await Promise.all([
    source.keyrings(publisher),
    source.attestation(digest),
    source.lease(digest),
    source.refresh(new Uint8Array(Buffer.from(anchors.root, "base64")), paths),
  ]);
  return { chain, attestation, lease, freshness };
}

async function decide({ inputs, keyring, trust }: Gathered, source: InstallSource, digest: string): Promise<Fetched> {
  const verdicts = judgeInstall(inputs);
  const offer = offerVerdict(verdicts);
  if (offer.kind === "refused") return { ...offer, verdicts };
  const { publisher, gate, lease } = inputs;
  if (!("files" in publisher) || keyring === undefined || trust === undefined || !("envelope" in lease))
    throw new TypeError("An offer that everybody agreed on has all its parts.");
  const files = new Map(publisher.files);
  for (const { name, bytes } of offer.manifest.manifest.files) {
    const file = await reached(() => source.bundleFile(digest, name, bytes));
    if ("kind" in file) return { ...file, verdicts };
    files.set(name, file.got);
  }
  const verdict = completeInstall(offer, { files, trust });
  if (verdict.kind === "refused") return { ...verdict, verdicts };
  const [attestationEnvelope, leaseEnvelope] = [gate.envelope ?? new Uint8Array(), lease.envelope ?? new Uint8Array()];
  return { ...verdict, files, keyring, attestationEnvelope, leaseEnvelope, verdicts };
}

async function signedPair(digest: string, source: InstallSource): Promise<BundleFiles> {
  return new Map([
    ["persona.json", await source.bundleFile(digest, "persona.json", MANIFEST_LIMIT)],
    ["envelope.json", await source.bundleFile(digest, "envelope.json", ENVELOPE_LIMIT)],
  ]);
}

// The installed version may come again, with the digest it had; an older one never comes back. But for an experiment between versions,
// whose control is the older one: there the repository's fresh list alone says what may still be installed.
function versionTrust(
  pins: PublisherPins,
  { personaId, experiment }: Assignment,
): Pick<BundleTrust, "expectedId" | "newerThanVersion"> {
  const highest = experiment === undefined ? pins.highest(personaId) : undefined;
  return { expectedId: personaId, ...(highest === undefined ? {} : { newerThanVersion: highest.version - 1 }) };
}

function versionReused(
  pins: PublisherPins,
  { personaId, version, digest }: Pick<Assignment, "personaId" | "version" | "digest">,
): RefusedWith<"version-not-newer"> | undefined {
  const highest = pins.highest(personaId);
  if (highest?.version !== version || highest.digest === digest) return undefined;
  return refuse("version-not-newer", `version ${version} was another Persona before`);
}

function refusedBy(which: InstallRefusedHere["which"], refusal: RefusedWith<string>): InstallRefusedHere {
  return { ...refusal, which };
}

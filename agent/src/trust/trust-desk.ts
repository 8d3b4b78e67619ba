import {
  anchorKeys,
  anchorsDigest,
  keyringTargetPath,
  leaseState,
  lowerConfidence,
  refuse,
  verifyAttestation,
  verifyBundle,
  verifyLease,
  verifyTargets,
  type BundleFiles,
  type GateRefusal,
  type InstallRefusal,
  type InstallVerdicts,
  type RefusedWith,
  type TrustAnchors,
  type VerifiedPersona,
} from "@fleet-persona/persona";
import type { Assignment } from "@fleet-persona/protocol";
import { publisherOf } from "../personas/publisher-pins.ts";
import type { TrustPaths } from "../state/state-folder.ts";
import { fetchInstall, type AgreedInstall, type Fetched, type TrustBasis } from "./fetch-install.ts";
import { keepInstalled, readInstalled, removeOtherInstalled } from "./installed-file.ts";
import type { InstallSource } from "./install-source.ts";
import { acceptKeyrings, keepKeyrings, loadTrust } from "./keyring-store.ts";

/** How one of the four stands: agreed, or which code and why not. Times are ms since 1970. */
export type CheckReport = {
  readonly ok: boolean;
  readonly code: string | null;
  readonly message: string;
  readonly at: number;
};

/** How the four stood when they were last looked at; null before. */
export type TrustReport = {
  readonly anchors: string | null;
  readonly publisher: CheckReport | null;
  readonly gate: CheckReport | null;
  readonly freshness: CheckReport | null;
  readonly lease: CheckReport | null;
};

/** An installed bundle that stands up to being verified again. */
export type Loaded = { readonly kind: "verified"; readonly persona: VerifiedPersona; readonly confidence: number };

/** Whom this host trusts, and everything it is asked before something is installed or loaded. */
export type TrustDesk = Readonly<{
  basis: TrustBasis;
  /** Judges an assignment by all four, and fetches it when they agree. */
  offer(assignment: Assignment, source: InstallSource): Promise<Fetched>;
  /** Keeps what an install was judged by: pins, keyrings, attestation, lease. */
  keep(assignment: Assignment, agreed: AgreedInstall): void;
  /** Signature, digests and the gate's word, from disk alone. */
  load(assignment: Assignment, files: BundleFiles): Loaded | RefusedWith<InstallRefusal>;
  /** Takes a publisher's newer keyrings in, so that a revoked key is known before the next load. */
  follow(publisher: string, source: InstallSource): Promise<void>;
  forgetOthers(digests: readonly string[]): void;
  /** Whether the kept lease of a Persona may still be run under: it is not over with its grace. */
  leaseStands(personaId: string): boolean;
  /** Notes how the lease stands, between installs. */
  noteLease(report: Omit<CheckReport, "at">): void;
  report(): TrustReport;
}>;

export function openTrustDesk(paths: TrustPaths, basis: TrustBasis): TrustDesk {
  const { anchors, pins, leases, now } = basis;
  let report: TrustReport = {
    anchors: anchors === undefined ? null : anchorsDigest(anchors),
    publisher: null,
    gate: null,
    freshness: null,
    lease: null,
  };
  return {
    basis,
    offer: async (assignment, source) => {
      const fetched = await fetchInstall(assignment, source, basis);
      if (fetched.verdicts !== undefined) report = { ...report, ...reportOf(fetched.verdicts, now()) };
      return fetched;
    },
    keep: ({ personaId, version, digest }, { keyring, attestationEnvelope, leaseEnvelope, lease }) => {
      const publisher = publisherOf(personaId);
      const at = now();
      keepKeyrings(paths.keyrings, publisher, keyring.chain);
      const digests = keyring.all.map((each) => each.digest);
      pins.pinKeyrings(publisher, digests, at);
      keepInstalled(paths.attestations, digest, { attestation: attestationEnvelope, keyring: keyring.newest.digest });
      leases.keep(personaId, leaseEnvelope, lease.serial, at);
      pins.recordVersion(personaId, version, digest);
    },
    load: (assignment, files) => {
      const loaded = load(paths, basis, assignment, files);
      const publisher = loaded.kind === "verified" || !isGateCode(loaded);
      const at = now();
      if (loaded.kind === "verified")
        report = {
          ...report,
          publisher: agreed("verified again at load", at),
          gate: agreed("verified again at load", at),
        };
      else report = { ...report, [publisher ? "publisher" : "gate"]: refusedReport(loaded, at) };
      return loaded;
    },
    follow: async (publisher, source) => {
      const fresh = await followPublisher(paths, basis, { publisher, source });
      report = { ...report, freshness: fresh === undefined ? agreed("current", now()) : refusedReport(fresh, now()) };
    },
    forgetOthers: (digests) => removeOtherInstalled(paths.attestations, digests),
    leaseStands: (personaId) => leaseStands(basis, personaId),
    noteLease: (lease) => {
      report = { ...report, lease: { ...lease, at: now() } };
    },
    report: () => report,
  };
}

// What does not follow from the pins is left for the next install to refuse; only what is listed and follows is kept.
async function followPublisher(
  { keyrings }: TrustPaths,
  { anchors, pins, now }: TrustBasis,
  { publisher, source }: { readonly publisher: string; readonly source: InstallSource },
): Promise<RefusedWith<string> | undefined> {
  if (anchors === undefined) return undefined;
  const path = keyringTargetPath(publisher);
  const chain = await source.keyrings(publisher);
  const freshness = await source.refresh(new Uint8Array(Buffer.from(anchors.root, "base64")), [path]);
  if (freshness.kind === "refused") return freshness;
  const accepted = acceptKeyrings({ publisher, chain }, pins, anchors.keyrings[publisher]);
  if (accepted.kind === "refused") return undefined;
  const unlisted = verifyTargets(freshness, new Map([[path, accepted.chain]]));
  if (unlisted !== undefined) return unlisted;
  keepKeyrings(keyrings, publisher, accepted.chain);
  pins.pinKeyrings(
    publisher,
    accepted.all.map(({ digest }) => digest),
    now(),
  );
  return undefined;
}

function load(
  { keyrings, attestations }: TrustPaths,
  { anchors, pins }: TrustBasis,
  { personaId, digest }: Assignment,
  files: BundleFiles,
): Loaded | RefusedWith<InstallRefusal> {
  if (anchors === undefined) return refuse("anchors-missing", "This host never pinned whom to trust: enrol it again.");
  const installed = readInstalled(attestations, digest);
  if (installed === undefined)
    return refuse("attestation-missing", "The gate's word on it is not on this host any more.");
  const trust = loadTrust(keyrings, { pins, publisher: publisherOf(personaId), installedUnder: installed.keyring });
  if ("kind" in trust) return trust;
  const verified = verifyBundle(files, { ...trust, expectedId: personaId });
  if (verified.kind === "refused") return verified;
  if (verified.persona.digest !== digest)
    return refuse("digest-mismatch", "the stored Persona is not the assigned one");
  const attested = verifyGate(installed.attestation, anchors, digest);
  if (attested.kind === "refused") return attested;
  return {
    kind: "verified",
    persona: verified.persona,
    confidence: lowerConfidence(verified.persona, attested.attestation),
  };
}

function leaseStands({ anchors, holder, leases, now }: TrustBasis, personaId: string): boolean {
  const envelope = leases.envelope(personaId);
  if (envelope === null) return false;
  const highestSerial = leases.highestSerial(personaId);
  const verified = verifyLease(envelope, anchorKeys(anchors?.lease_keys ?? []), {
    ...holder,
    personaId,
    highestSerial,
  });
  return verified.kind === "leased" && leaseState(verified.lease, now()) !== "lapsed";
}

function verifyGate(envelope: Uint8Array, { gate_keys: keys }: TrustAnchors, digest: string) {
  // That a quarantine was accepted was seen at the install; what was rejected never got here.
  return verifyAttestation(envelope, anchorKeys(keys), digest, () => true);
}

const GATE_CODES: ReadonlySet<string> = new Set<GateRefusal>([
  "attestation-missing",
  "attestation-invalid",
  "attestation-other-bundle",
  "gate-rejected",
  "gate-quarantined",
]);

function isGateCode({ code }: RefusedWith<string>): boolean {
  return GATE_CODES.has(code);
}

function reportOf({ publisher, gate, freshness, lease }: InstallVerdicts, at: number): Omit<TrustReport, "anchors"> {
  return {
    publisher:
      publisher.kind === "refused"
        ? refusedReport(publisher, at)
        : agreed(`signed by ${publisher.signedBy.join(", ")}`, at),
    gate:
      gate.kind === "refused"
        ? refusedReport(gate, at)
        : agreed(
            `${gate.attestation.verdict} under rules ${gate.attestation.rules_version}, confidence ${gate.attestation.confidence}`,
            at,
          ),
    freshness: freshness.kind === "refused" ? refusedReport(freshness, at) : agreed("listed by the repository", at),
    lease:
      lease.kind === "refused"
        ? refusedReport(lease, at)
        : agreed(`lease ${lease.lease.serial} until ${new Date(lease.lease.expires_at).toISOString()}`, at),
  };
}

function agreed(message: string, at: number): CheckReport {
  return { ok: true, code: null, message, at };
}

function refusedReport({ code, message }: RefusedWith<string>, at: number): CheckReport {
  return { ok: false, code, message, at };
}

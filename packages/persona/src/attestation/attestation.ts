import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "@scure/base";
import { z } from "zod";
import { canonicalBytes, parseCanonical } from "../canonical.ts";
import { openDsse, sealDsse } from "../dsse/dsse.ts";
import type { KeyPair } from "../ed25519.ts";
import type { GateReport } from "../gate/gate-report.ts";
import { refuse, type DsseRefusal, type RefusedWith } from "../refusal.ts";

/** What DSSE says an in-toto statement is. */
export const STATEMENT_TYPE = "application/vnd.in-toto+json";

const PREDICATE_TYPE = "urn:fleet-persona:gate:1";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** in-toto Statement v1 whose subject is a bundle and whose predicate is what the gate found. */
const statementSchema = z.strictObject({
  _type: z.literal("https://in-toto.io/Statement/v1"),
  subject: z
    .array(z.strictObject({ name: z.string().min(1).max(128), digest: z.strictObject({ sha256: digest }) }))
    .length(1),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: z.strictObject({
    verdict: z.enum(["passed", "quarantined", "rejected"]),
    rules_version: z.int().min(1),
    /** The gate's own figure; an agent takes the lower of it and the author's claim. */
    confidence: z.number().min(0).max(1),
    /** SHA-256 (hex) of the gate report's canonical form. */
    report_sha256: digest,
    /** ms since 1970. */
    attested_at: z.int().nonnegative(),
  }),
});

/** What a gate says about one bundle. */
export type GateAttestation = z.infer<typeof statementSchema>["predicate"] & { readonly bundle_digest: string };

/** Why a bundle has not passed the gate as far as its reader can tell. */
export type GateRefusal =
  | DsseRefusal
  | "attestation-missing"
  | "attestation-invalid"
  | "attestation-other-bundle"
  | "gate-rejected"
  | "gate-quarantined";

/** SHA-256 (hex) of a gate report: what its attestation names. */
export function gateReportDigest(report: GateReport): string {
  return hex.encode(sha256(canonicalBytes(report)));
}

/** The statement about a report, signed with the gate's keys. `at`: ms since 1970. */
export function sealAttestation(report: GateReport, at: number, keyPairs: readonly KeyPair[]): Uint8Array {
  const { persona, bundle_digest: bundle, verdict, rules_version, confidence } = report;
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: `${persona.id}@${persona.version}`, digest: { sha256: bundle } }],
    predicateType: PREDICATE_TYPE,
    predicate: { verdict, rules_version, confidence, report_sha256: gateReportDigest(report), attested_at: at },
  };
  const payload = canonicalBytes(statementSchema.parse(statement));
  return sealDsse({ payloadType: STATEMENT_TYPE, payload }, keyPairs);
}

/** What one of the gate's keys said about exactly this bundle, whatever the verdict. */
export function readAttestation(
  envelope: Uint8Array,
  gateKeys: readonly Uint8Array[],
  bundleDigest: string,
): { readonly kind: "attested"; readonly attestation: GateAttestation } | RefusedWith<GateRefusal> {
  const opened = openDsse(envelope, STATEMENT_TYPE, { keys: gateKeys });
  if (opened.kind === "refused") return opened;
  const parsed = statementSchema.safeParse(parseCanonical(opened.payload));
  if (!parsed.success) return refuse("attestation-invalid", "The gate's statement is not one this version knows.");
  const { subject, predicate } = parsed.data;
  const named = subject[0]?.digest.sha256 ?? "";
  if (named !== bundleDigest)
    return refuse("attestation-other-bundle", `The gate's statement is about ${subject[0]?.name ?? "another bundle"}.`);
  return { kind: "attested", attestation: { ...predicate, bundle_digest: named } };
}

/**
 * The same, refused unless the verdict is `passed`, or `quarantined` and somebody who may accepted that for this bundle. Nobody can
 * accept what was `rejected`.
 */
export function verifyAttestation(
  envelope: Uint8Array | null,
  gateKeys: readonly Uint8Array[],
  bundleDigest: string,
  acceptsQuarantine: (bundleDigest: string) => boolean,
): { readonly kind: "attested"; readonly attestation: GateAttestation } | RefusedWith<GateRefusal> {
  if (envelope === null) return refuse("attestation-missing", "The gate has not said anything about this bundle.");
  const read = readAttestation(envelope, gateKeys, bundleDigest);
  if (read.kind === "refused" || read.attestation.verdict === "passed") return read;
  if (read.attestation.verdict === "rejected")
    return refuse("gate-rejected", "The gate rejected this bundle: no host may run it.");
  if (acceptsQuarantine(bundleDigest)) return read;
  return refuse("gate-quarantined", "The gate quarantined this bundle, and the fleet's lease does not accept that.");
}

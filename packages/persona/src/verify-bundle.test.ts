import { base64, utf8 } from "@scure/base";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalBytes } from "./canonical.ts";
import { keyFingerprint } from "./ed25519.ts";
import { sealEnvelope } from "./envelope.ts";
import { PersonaError, type BundleRefusal } from "./refusal.ts";
import { publisher, sampleBundle, sampleFiles, sampleManifest, stranger } from "./sample-bundle.fixture.ts";
import { sealBundle } from "./seal-bundle.ts";
import { verifyBundle, verifyManifestEnvelope, type BundleTrust } from "./verify-bundle.ts";
import type { BundleFiles } from "./verified-persona.ts";

const trust: BundleTrust = { publisherKeys: [publisher.publicKey] };
const bundle = sampleBundle();
const personaJson = bundle.get("persona.json") ?? new Uint8Array();
const envelope = JSON.parse(utf8.encode(bundle.get("envelope.json") ?? new Uint8Array())) as {
  payload: string;
  payloadType: string;
  signatures: { keyid: string; sig: string }[];
};

/** The bundle with some files replaced, added (bytes) or removed (null). */
function changed(files: Record<string, Uint8Array | null>): Map<string, Uint8Array> {
  const copy = new Map(bundle);
  for (const [name, bytes] of Object.entries(files)) {
    if (bytes) copy.set(name, bytes);
    else copy.delete(name);
  }
  return copy;
}

/** A bundle whose manifest says `json`, honestly signed: what a careless or hostile publisher could send. */
function signedManifest(json: Uint8Array): Map<string, Uint8Array> {
  return changed({ "persona.json": json, "envelope.json": sealEnvelope(json, [publisher]) });
}

function editedManifest(edit: (manifest: Record<string, object>) => unknown): Map<string, Uint8Array> {
  const manifest = JSON.parse(utf8.encode(personaJson)) as Record<string, object>;
  return signedManifest(canonicalBytes(edit(manifest)));
}

function withSignature(change: (sig: Uint8Array) => Uint8Array): Map<string, Uint8Array> {
  const [first] = envelope.signatures;
  const sig = base64.encode(change(base64.decode(first?.sig ?? "")));
  return changed({ "envelope.json": canonicalBytes({ ...envelope, signatures: [{ ...first, sig }] }) });
}

function refusal(files: BundleFiles, trusted: BundleTrust = trust): BundleRefusal | "verified" {
  const verdict = verifyBundle(files, trusted);
  return verdict.kind === "refused" ? verdict.code : "verified";
}

describe("verifyBundle", () => {
  it("verifyBundle hands over a Persona that a trusted key signed", () => {
    const verdict = verifyBundle(bundle, { ...trust, expectedId: "acme/surge-ready", newerThanVersion: 3 });
    expect(verdict).toMatchObject({
      kind: "verified",
      persona: {
        manifest: { id: "acme/surge-ready", version: 4 },
        policy: sampleFiles["policy.onnx"],
        card: "# Surge ready\n\nFor shops — not for batch.\n",
        evidence: { breach_seconds: 6 },
        digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        signedBy: [keyFingerprint(publisher.publicKey)],
      },
    });
  });

  it("verifyBundle keeps its own copy of the policy", () => {
    const files = changed({ "policy.onnx": sampleFiles["policy.onnx"].slice() });
    const verdict = verifyBundle(files, trust);
    files.get("policy.onnx")?.fill(0);
    expect(verdict).toMatchObject({ persona: { policy: sampleFiles["policy.onnx"] } });
  });

  it("verifyBundle refuses any one flipped bit in any file", () => {
    const bits = [...bundle].map(([name, bytes]) =>
      fc.record({ name: fc.constant(name), byte: fc.nat(bytes.length - 1), bit: fc.nat(7) }),
    );
    fc.assert(
      fc.property(fc.oneof(...bits), ({ name, byte, bit }) => {
        const bytes = (bundle.get(name) ?? new Uint8Array()).slice();
        bytes[byte] = (bytes[byte] ?? 0) ^ (1 << bit);
        expect(refusal(changed({ [name]: bytes }))).not.toBe("verified");
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  const flipped = personaJson.slice();
  flipped[20] = (flipped[20] ?? 0) ^ 1;
  const smallOrderKey = new Uint8Array(32);
  const cases: [title: string, code: BundleRefusal, files: BundleFiles, trust?: BundleTrust][] = [
    ["one flipped bit in the manifest", "signature-mismatch", changed({ "persona.json": flipped })],
    ["a key nobody pinned", "key-unknown", bundle, { publisherKeys: [stranger.publicKey] }],
    ["no pinned key at all", "key-unknown", bundle, { publisherKeys: [] }],
    ["S + L", "signature-s-out-of-range", withSignature(addGroupOrder)],
    ["a signature of the wrong length", "signature-malformed", withSignature((sig) => sig.slice(1))],
    [
      "a stranger's signature under the publisher's name",
      "signature-mismatch",
      changed({ "envelope.json": renamed(sealEnvelope(personaJson, [stranger]), publisher.publicKey) }),
    ],
    [
      "a pinned key of small order",
      "key-small-order",
      changed({ "envelope.json": renamed(sealEnvelope(personaJson, [stranger]), smallOrderKey) }),
      { publisherKeys: [smallOrderKey] },
    ],
    [
      "a pinned key with a second spelling",
      "key-non-canonical",
      changed({ "envelope.json": renamed(sealEnvelope(personaJson, [stranger]), new Uint8Array(32).fill(255)) }),
      { publisherKeys: [new Uint8Array(32).fill(255)] },
    ],
    ["another payload in the envelope", "envelope-invalid", envelopeWith({ payload: "e30=" })],
    ["another payload type", "envelope-invalid", envelopeWith({ payloadType: "application/json" })],
    ["an envelope without signatures", "envelope-invalid", envelopeWith({ signatures: [] })],
    ["an unknown field in the envelope", "envelope-invalid", envelopeWith({ note: "hello" })],
    [
      "white space in the envelope",
      "envelope-invalid",
      changed({ "envelope.json": utf8.decode(JSON.stringify(envelope, null, 1)) }),
    ],
    ["an unknown field", "manifest-unknown-field", editedManifest((manifest) => ({ ...manifest, command: "rm" }))],
    [
      "an unknown field deep inside",
      "manifest-unknown-field",
      editedManifest((manifest) => ({ ...manifest, adaptation: { ...manifest["adaptation"], boost: 2 } })),
    ],
    ["an unknown prototype field", "manifest-unknown-field", signedManifest(withPrototypeField())],
    [
      "a value out of range",
      "manifest-invalid",
      editedManifest((manifest) => ({ ...manifest, confidence_score: 1.5 })),
    ],
    ["a missing field", "manifest-invalid", editedManifest(({ name, ...manifest }) => (name ? manifest : {}))],
    [
      "a manifest with white space",
      "manifest-not-canonical",
      signedManifest(utf8.decode(` ${utf8.encode(personaJson)}`)),
    ],
    ["another Persona", "persona-id-mismatch", bundle, { ...trust, expectedId: "acme/other" }],
    ["the version that runs already", "version-not-newer", bundle, { ...trust, newerThanVersion: 4 }],
    ["a missing policy", "file-missing", changed({ "policy.onnx": null })],
    ["a missing manifest", "file-missing", changed({ "persona.json": null })],
    ["a missing envelope", "file-missing", changed({ "envelope.json": null })],
    ["an extra file", "file-unlisted", changed({ "policy.onnx.data": new Uint8Array(1) })],
    ["a longer policy", "file-size-mismatch", changed({ "policy.onnx": new Uint8Array(9) })],
    ["another policy of the same length", "file-digest-mismatch", changed({ "policy.onnx": new Uint8Array(8) })],
  ];
  it.each(cases)("verifyBundle refuses %s as %s", (_, code, files, trusted) => {
    expect(refusal(files, trusted)).toBe(code);
  });

  it("verifyBundle refuses evidence that is not JSON, even signed", () => {
    const files = { ...sampleFiles, "evidence.json": utf8.decode("none") };
    expect(refusal(sealBundle({ manifest: sampleManifest, files, keyPairs: [publisher] }))).toBe("file-unreadable");
  });

  it("verifyBundle accepts a rotation signed by the old and the new key, for those who know either", () => {
    const files = new Map(
      sealBundle({ manifest: sampleManifest, files: sampleFiles, keyPairs: [publisher, stranger] }),
    );
    expect(refusal(files)).toBe("verified");
    expect(refusal(files, { publisherKeys: [stranger.publicKey] })).toBe("verified");
  });
});

describe("verifyManifestEnvelope", () => {
  it("verifyManifestEnvelope judges the manifest before any file is there", () => {
    const verdict = verifyManifestEnvelope(personaJson, bundle.get("envelope.json") ?? new Uint8Array(), trust);
    expect(verdict).toMatchObject({
      kind: "verified",
      manifest: { files: [{ name: "policy.onnx", bytes: 8 }, {}, {}] },
    });
  });
});

describe("sealBundle", () => {
  it("sealBundle says where a manifest is wrong instead of signing it", () => {
    const manifest = { ...sampleManifest, optimal_config: { cpu_allocation: 9, caching_strategy: "micro" } };
    expect(() => sealBundle({ manifest, files: sampleFiles, keyPairs: [publisher] })).toThrow(
      /optimal_config\.cpu_allocation/,
    );
    expect(() => sealBundle({ manifest: sampleManifest, files: sampleFiles, keyPairs: [] })).toThrow(PersonaError);
  });

  it("sealBundle gives the same bytes for the same content and key", () => {
    expect([...sampleBundle()]).toEqual([...bundle]);
  });
});

function envelopeWith(change: object): Map<string, Uint8Array> {
  return changed({ "envelope.json": canonicalBytes({ ...envelope, ...change }) });
}

function renamed(envelopeBytes: Uint8Array, key: Uint8Array): Uint8Array {
  const parsed = JSON.parse(utf8.encode(envelopeBytes)) as typeof envelope;
  const signatures = parsed.signatures.map(({ sig }) => ({ keyid: keyFingerprint(key), sig }));
  return canonicalBytes({ ...parsed, signatures });
}

function addGroupOrder(signature: Uint8Array): Uint8Array {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  let sum = signature.subarray(32).reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n) + order;
  const twin = signature.slice();
  for (let index = 32; index < 64; index += 1, sum >>= 8n) twin[index] = Number(sum & 255n);
  return twin;
}

function withPrototypeField(): Uint8Array {
  const text = utf8.encode(personaJson);
  return utf8.decode(`{"__proto__":{},${text.slice(1)}`);
}

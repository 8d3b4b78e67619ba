import { existsSync, readFileSync } from "node:fs";
import { hex, utf8 } from "@scure/base";
import * as fc from "fast-check";
import nacl from "tweetnacl";
import { describe, expect, it } from "vitest";
import { keyFingerprint, keyPairFromSeed, signBytes, verifySignature } from "./ed25519.ts";
import { PersonaError } from "./refusal.ts";
import { publisher } from "./sample-bundle.fixture.ts";

const message = utf8.decode("a manifest");
const signature = signBytes(publisher.secretKey, message);

// Kept beside the repository, never inside it.
const vectors = new URL("../../../../shared/vectors/ed25519_speccheck_cases.json", import.meta.url);

const fieldPrime = 2n ** 255n - 19n;
const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n;

function toBytes(number: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, index) => Number((number >> BigInt(8 * index)) & 255n));
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

const smallOrderKeys = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
].map((key) => hex.decode(key));

/** A message on which the permissive verifier accepts S = 0 under a small-order key: proof that it forges. */
function forge(key: Uint8Array): { message: Uint8Array; signature: Uint8Array } {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const candidate = utf8.decode(`forged ${attempt}`);
    const forged = new Uint8Array(64);
    forged.set(smallOrderKeys[attempt % smallOrderKeys.length] ?? key);
    if (nacl.sign.detached.verify(candidate, forged, key)) return { message: candidate, signature: forged };
  }
  return expect.unreachable("no forgery found: the key is not of small order");
}

describe("verifySignature", () => {
  it("verifySignature accepts what the key signed", () => {
    expect(verifySignature(publisher.publicKey, message, signature)).toEqual({ kind: "valid" });
  });

  it("verifySignature accepts RFC 8032 test 1 and its key derivation", () => {
    const pair = keyPairFromSeed(hex.decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    expect(hex.encode(pair.publicKey)).toBe("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    expect(verifySignature(pair.publicKey, new Uint8Array(), signBytes(pair.secretKey, new Uint8Array())).kind).toBe(
      "valid",
    );
  });

  it.each(smallOrderKeys.map((key) => [hex.encode(key), key] as const))(
    "verifySignature refuses the small-order key %s, under which tweetnacl lets anyone forge",
    (_, key) => {
      const forged = forge(key);
      expect(verifySignature(key, forged.message, forged.signature)).toEqual({
        kind: "invalid",
        code: "key-small-order",
      });
    },
  );

  it("verifySignature refuses a small-order R", () => {
    for (const point of smallOrderKeys) {
      const forged = signature.slice();
      forged.set(point);
      expect(verifySignature(publisher.publicKey, message, forged)).toEqual({
        kind: "invalid",
        code: "signature-malformed",
      });
    }
  });

  it("verifySignature refuses S + L, which tweetnacl accepts as a second signature", () => {
    const twin = signature.slice();
    twin.set(toBytes(toNumber(signature.subarray(32)) + groupOrder), 32);
    expect(nacl.sign.detached.verify(message, twin, publisher.publicKey)).toBe(true);
    expect(verifySignature(publisher.publicKey, message, twin)).toEqual({
      kind: "invalid",
      code: "signature-s-out-of-range",
    });
  });

  it("verifySignature refuses every y that is not below the field prime, as key and as R", () => {
    for (let y = fieldPrime; y < 2n ** 255n; y += 1n) {
      for (const sign of [0n, 2n ** 255n]) {
        const point = toBytes(y + sign);
        const forged = signature.slice();
        forged.set(point);
        expect(verifySignature(point, message, signature)).toEqual({ kind: "invalid", code: "key-non-canonical" });
        expect(verifySignature(publisher.publicKey, message, forged)).toEqual({
          kind: "invalid",
          code: "signature-malformed",
        });
      }
    }
  });

  it.each([
    ["a short key", publisher.publicKey.slice(1), signature, "key-non-canonical"],
    ["a short signature", publisher.publicKey, signature.slice(1), "signature-malformed"],
    ["a long signature", publisher.publicKey, new Uint8Array(65), "signature-malformed"],
    ["another key's signature", keyPairFromSeed(new Uint8Array(32)).publicKey, signature, "signature-mismatch"],
  ] as const)("verifySignature refuses %s", (_, key, bytes, code) => {
    expect(verifySignature(key, message, bytes)).toEqual({ kind: "invalid", code });
  });

  it("verifySignature refuses any one flipped bit of key, message or signature", () => {
    const parts = [publisher.publicKey, message, signature];
    fc.assert(
      fc.property(fc.nat(2), fc.nat(63), fc.nat(7), (part, byte, bit) => {
        const changed = parts.map((bytes) => bytes.slice()) as [Uint8Array, Uint8Array, Uint8Array];
        const target = changed[part] ?? changed[0];
        const at = byte % target.length;
        target[at] = (target[at] ?? 0) ^ (1 << bit);
        expect(verifySignature(...changed).kind).toBe("invalid");
      }),
    );
  }, 60_000);

  it("verifySignature accepts case 3 alone of ed25519-speccheck", ({ skip }) => {
    skip(!existsSync(vectors), "ed25519_speccheck_cases.json is not beside the repository: skipped");
    const cases = JSON.parse(readFileSync(vectors, "utf8")) as {
      message: string;
      pub_key: string;
      signature: string;
    }[];
    const accepted = cases.flatMap((given, index) => {
      const verdict = verifySignature(
        hex.decode(given.pub_key),
        hex.decode(given.message),
        hex.decode(given.signature),
      );
      return verdict.kind === "valid" ? [index] : [];
    });
    expect(accepted).toEqual([3]);
  });
});

describe("keyFingerprint", () => {
  it("keyFingerprint is SHA256: and 43 base64 digits without padding", () => {
    expect(keyFingerprint(publisher.publicKey)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });
});

describe("keyPairFromSeed", () => {
  it("keyPairFromSeed throws for a seed of another length", () => {
    expect(() => keyPairFromSeed(new Uint8Array(31))).toThrow(PersonaError);
  });
});

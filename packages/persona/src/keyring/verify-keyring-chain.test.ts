import { describe, expect, it } from "vitest";
import { decodeKeyringChain, encodeKeyringChain } from "./chain-file.ts";
import { a, b, c, d, e, firstKeyring, keyOf, nextKeyring, revocationOf } from "./keyring.fixture.ts";
import { peekKeyring, sealKeyring } from "./keyring.ts";
import { verifyKeyringChain, type KeyringRefusal } from "./verify-keyring-chain.ts";

const first = sealKeyring(firstKeyring([a, b, c], 2), [a, b]);
const digestOf = (envelope: Uint8Array): string => peekKeyring(envelope)?.digest ?? "";
const rotated = nextKeyring(first, { keys: [b, c, d].map(keyOf), revoked: [revocationOf(a)] }, [b, c, d]);

function outcome(chain: readonly Uint8Array[], digest: string | null = null): KeyringRefusal | number {
  const verdict = verifyKeyringChain({ publisher: "acme", digest }, chain);
  return verdict.kind === "refused" ? verdict.code : verdict.newest.keyring.version;
}

describe("verifyKeyringChain", { timeout: 60_000 }, () => {
  it("verifyKeyringChain follows a rotation that a threshold of the old and of the new keys signed", () => {
    expect(outcome([first])).toBe(1);
    expect(outcome([first, rotated])).toBe(2);
    expect(outcome([first, rotated], digestOf(first))).toBe(2);
    expect(outcome([first, rotated], digestOf(rotated))).toBe(2);
    const again = nextKeyring(rotated, { keys: [d, e].map(keyOf), threshold: 1 }, [c, d]);
    expect(outcome([first, rotated, again], digestOf(first))).toBe(3);
  });

  const stolen = { keys: [a, e].map(keyOf), threshold: 1 };
  const tail = { version: 3, previous: digestOf(first) };
  const cases: [string, KeyringRefusal, readonly Uint8Array[], (string | null)?][] = [
    ["too few of the old keys", "threshold-not-met", [first, nextKeyring(first, stolen, [a, e])]],
    [
      "too few of the new keys",
      "threshold-not-met",
      [first, nextKeyring(first, { keys: [d, e].map(keyOf) }, [a, b, d])],
    ],
    ["none of the new keys", "key-unknown", [first, nextKeyring(first, { keys: [d, e].map(keyOf) }, [a, b])]],
    ["none of the old keys", "key-unknown", [first, nextKeyring(first, { keys: [d, e].map(keyOf) }, [d, e])]],
    ["a first keyring below its own threshold", "threshold-not-met", [sealKeyring(firstKeyring([a, b], 2), [a])]],
    ["a skipped version", "keyring-broken-chain", [first, nextKeyring(first, { ...tail }, [a, b])]],
    ["another predecessor", "keyring-broken-chain", [first, nextKeyring(first, { previous: "0".repeat(64) }, [a, b])]],
    ["a forgotten revocation", "keyring-revoked-key", [first, rotated, nextKeyring(rotated, { revoked: [] }, [b, c])]],
    ["a revoked key that signs on", "threshold-not-met", [first, rotated, nextKeyring(rotated, {}, [a, b])]],
    ["a chain without the pinned keyring", "keyring-not-pinned", [first], digestOf(rotated)],
    ["a chain that begins in the middle", "keyring-broken-chain", [rotated]],
    ["nothing at all", "keyring-not-pinned", []],
    ["what is no keyring", "keyring-invalid", [new Uint8Array([123, 125])]],
    ["another publisher's", "keyring-other-publisher", [sealKeyring(firstKeyring([a], 1, { publisher: "evil" }), [a])]],
  ];
  it.each(cases)("verifyKeyringChain refuses %s as %s", (_, code, chain, digest = null) => {
    expect(outcome(chain, digest)).toBe(code);
  });
});

describe("sealKeyring", () => {
  it.each([
    ["a key that is revoked", firstKeyring([a], 1, { revoked: [revocationOf(a)] })],
    ["a key twice", firstKeyring([a, a], 1)],
    ["a threshold nobody can meet", firstKeyring([a], 2)],
    ["a first version that follows something", firstKeyring([a], 1, { previous: "0".repeat(64) })],
    ["a key under another name", firstKeyring([a], 1, { keys: [{ ...keyOf(a), keyid: keyOf(b).keyid }] })],
  ])("sealKeyring signs no keyring with %s", (_, keyring) => {
    expect(() => sealKeyring(keyring, [a])).toThrow(/keyring|key|sign|version|revoked/i);
  });
});

describe("the chain's file", () => {
  it("encodeKeyringChain and decodeKeyringChain carry the same envelopes, in one spelling", () => {
    const bytes = encodeKeyringChain([first, rotated]);
    expect(decodeKeyringChain(bytes)).toEqual([first, rotated]);
    expect(decodeKeyringChain(new Uint8Array([...bytes, 10]))).toBeUndefined();
  });
});

import { readFileSync } from "node:fs";
import path from "node:path";
import { sha256 as slowSha256 } from "@noble/hashes/sha2.js";
import nacl from "tweetnacl";
import { describe, expect, it } from "vitest";
import { nacl as native, sha256, verifyDetached } from "./native-crypto.ts";

const pair = nacl.sign.keyPair.fromSeed(new Uint8Array(32).fill(3));
const message = new Uint8Array([1, 2, 3]);
const signature = nacl.sign.detached(message, pair.secretKey);

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}

describe("native-crypto", () => {
  it("native-crypto accepts what tweetnacl signed, and nothing with one bit changed", () => {
    expect(verifyDetached(message, signature, pair.publicKey)).toBe(true);
    expect(verifyDetached(flipped(message, 0), signature, pair.publicKey)).toBe(false);
    for (const at of [0, 31, 32, 63])
      expect(verifyDetached(message, flipped(signature, at), pair.publicKey)).toBe(false);
    expect(verifyDetached(message, signature, new Uint8Array(31))).toBe(false);
  });

  it("native-crypto hashes as @noble/hashes does", () => {
    const bytes = new Uint8Array(100_000).fill(7);
    expect(sha256(bytes)).toEqual(slowSha256(bytes));
  });

  it("native-crypto offers everything that packages/persona asks of tweetnacl, and signs nothing", () => {
    const source = readFileSync(path.resolve(import.meta.dirname, "../../packages/persona/src/ed25519.ts"), "utf8");
    const used = new Set([...source.matchAll(/nacl\.([a-zA-Z.]+)\(/g)].map(([, name]) => name));
    expect(used).toEqual(new Set(["sign.keyPair.fromSeed", "sign.detached", "sign.detached.verify"]));
    expect(() => native.sign.detached()).toThrow(TypeError);
  });
});

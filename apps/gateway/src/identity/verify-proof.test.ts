import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSoundKey, verifyProof } from "./verify-proof.ts";

const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const pair = generateKeyPairSync("ed25519");
const key = pair.publicKey.export({ format: "der", type: "spki" }).subarray(-32);
const message = Buffer.from("challenge");
const signature = sign(null, message, pair.privateKey);

function addGroupOrder(good: Buffer): Buffer {
  let s = 0n;
  for (const byte of [...good.subarray(32)].toReversed()) s = (s << 8n) | BigInt(byte);
  let raised = s + GROUP_ORDER;
  const bytes = Buffer.from(good);
  for (let index = 32; index < 64; index += 1) {
    bytes[index] = Number(raised & 255n);
    raised >>= 8n;
  }
  return bytes;
}

describe("verifyProof", () => {
  it("accepts the host's own signature", () => {
    expect(verifyProof(key, message, signature)).toBe(true);
  });

  it.each([
    ["another message", key, Buffer.from("other"), signature],
    ["a short signature", key, message, signature.subarray(1)],
    ["S raised by the group order", key, message, addGroupOrder(signature)],
    [
      "a key of small order, with the signature it accepts for any message",
      Buffer.alloc(32),
      message,
      Buffer.alloc(64),
    ],
    ["a second spelling of a key", Buffer.alloc(32, 0xff), message, signature],
    ["a key of 31 bytes", key.subarray(1), message, signature],
  ])("refuses %s", (_, publicKey, signed, proof) => {
    expect(verifyProof(publicKey, signed, proof)).toBe(false);
  });
});

describe("isSoundKey", () => {
  it("tells a key from what only looks like one", () => {
    expect(isSoundKey(key)).toBe(true);
    expect(isSoundKey(Buffer.alloc(32))).toBe(false);
    expect(isSoundKey(Buffer.alloc(33))).toBe(false);
  });
});

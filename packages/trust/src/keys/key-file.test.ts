import { keyPairFromSeed } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { openKeyFile, readKeyFile, sealKeyFile } from "./key-file.ts";

const pair = keyPairFromSeed(new Uint8Array(32).fill(9));
let drawn = 0;
const options = {
  purpose: "publisher",
  created: "2026-11-26",
  randomBytes: (length: number) => new Uint8Array(length).fill((drawn += 1)),
} as const;
const text = await sealKeyFile(pair, "correct horse", options);

describe("key files", { timeout: 60_000 }, () => {
  it("openKeyFile gives back the key that sealKeyFile took", async () => {
    expect(await openKeyFile(text, "correct horse", "publisher")).toEqual(pair);
  });

  it("a key file shows its public half and nothing of the seed", () => {
    expect(readKeyFile(text)).toMatchObject({ purpose: "publisher", created: "2026-11-26" });
    const seed = Buffer.from(pair.secretKey.subarray(0, 32));
    for (const encoding of ["base64", "hex"] as const) expect(text).not.toContain(seed.toString(encoding));
  });

  it("openKeyFile takes the same passphrase however its letters were composed", async () => {
    const composed = await sealKeyFile(pair, "caf\u00e9", options);
    expect(await openKeyFile(composed, "cafe\u0301", "publisher")).toEqual(pair);
  });

  const parsed = JSON.parse(text) as Record<string, object>;
  const stranger = Buffer.from(keyPairFromSeed(new Uint8Array(32).fill(1)).publicKey).toString("base64");
  it.each([
    ["another passphrase", text, "wrong horse", "publisher", "passphrase-wrong"],
    ["another purpose", text, "correct horse", "gate", "key-file-invalid"],
    ["no JSON", "key", "correct horse", "publisher", "key-file-invalid"],
    [
      "a cost that guards nothing",
      JSON.stringify({ ...parsed, kdf: { ...parsed["kdf"], n: 2 } }),
      "correct horse",
      "publisher",
      "key-file-invalid",
    ],
    [
      "a damaged ciphertext",
      JSON.stringify({ ...parsed, ciphertext: "AAAA" }),
      "correct horse",
      "publisher",
      "passphrase-wrong",
    ],
    [
      "somebody else's public key",
      JSON.stringify({ ...parsed, public_key: stranger }),
      "correct horse",
      "publisher",
      "key-file-invalid",
    ],
  ] as const)("openKeyFile refuses %s with its code", async (_, file, passphrase, purpose, code) => {
    await expect(openKeyFile(file, passphrase, purpose)).rejects.toMatchObject({ name: "TrustError", code });
  });

  it("sealKeyFile refuses to keep a key without a passphrase", async () => {
    await expect(sealKeyFile(pair, "", options)).rejects.toMatchObject({ code: "passphrase-empty" });
  });
});

import { utf8 } from "@scure/base";
import { describe, expect, it } from "vitest";
import { keyFingerprint, keyPairFromSeed } from "../ed25519.ts";
import { publisher, stranger } from "../sample-bundle.fixture.ts";
import { cosignDsse, openDsse, peekDsse, sealDsse } from "./dsse.ts";

const payload = utf8.decode("a document");
const type = "application/vnd.example+json";
const third = keyPairFromSeed(new Uint8Array(32).fill(9));
const keys = [publisher.publicKey, stranger.publicKey, third.publicKey];
const sealed = sealDsse({ payloadType: type, payload }, [publisher]);

describe("DSSE", () => {
  it("openDsse gives back what sealDsse signed, and who signed it", () => {
    const signedBy = [keyFingerprint(publisher.publicKey)];
    expect(openDsse(sealed, type, { keys })).toEqual({ kind: "signed", payload, signedBy });
    expect(peekDsse(sealed, type)).toEqual(payload);
  });

  it("openDsse takes no document for one of another type, even when the label is changed back", () => {
    expect(openDsse(sealed, "application/other", { keys })).toMatchObject({ code: "envelope-invalid" });
    const other = sealDsse({ payloadType: "application/other", payload }, [publisher]);
    const relabelled = utf8.decode(utf8.encode(other).replace("application/other", type));
    expect(openDsse(relabelled, type, { keys })).toMatchObject({ code: "signature-mismatch" });
  });

  it("openDsse counts keys, not signatures: a threshold of two takes two of them", () => {
    expect(openDsse(sealed, type, { keys, threshold: 2 })).toMatchObject({ code: "threshold-not-met" });
    const cosigned = cosignDsse(sealed, type, [third]);
    expect(openDsse(cosigned, type, { keys, threshold: 2 })).toMatchObject({ kind: "signed" });
    const twice = cosignDsse(sealed, type, [publisher]);
    expect(openDsse(twice, type, { keys, threshold: 2 })).toMatchObject({ code: "threshold-not-met" });
  });

  it("openDsse refuses an envelope that only strangers signed, and a threshold of nobody", () => {
    expect(openDsse(sealed, type, { keys: [stranger.publicKey] })).toMatchObject({ code: "key-unknown" });
    expect(openDsse(sealed, type, { keys: [], threshold: 0 })).toMatchObject({ code: "key-unknown" });
  });

  it("cosignDsse refuses what is no envelope of the type", () => {
    expect(() => cosignDsse(payload, type, [third])).toThrow(/no envelope/);
  });
});

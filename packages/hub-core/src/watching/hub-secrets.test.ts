import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hubSecrets } from "./hub-secrets.ts";

const secrets = hubSecrets("a".repeat(32));
const others = hubSecrets("b".repeat(32));
const random = (length: number) => Uint8Array.from(randomBytes(length));
const content = Uint8Array.from([1, 2, 3]);

describe("hubSecrets", () => {
  it("opens what it sealed, for the same row and with the same secret alone", () => {
    const sealed = secrets.seal(content, "row-1", random);
    expect(secrets.open(sealed, "row-1")).toEqual(content);
    expect(secrets.open(sealed, "row-2")).toBeNull();
    expect(others.open(sealed, "row-1")).toBeNull();
    expect(secrets.open(sealed.with(40 % sealed.length, 255 - (sealed[40 % sealed.length] ?? 0)), "row-1")).toBeNull();
    expect(secrets.open(new Uint8Array(4), "row-1")).toBeNull();
  });

  it("reads the claim of its own token for its own purpose", () => {
    const token = secrets.sign("unsubscribe", "ada/all");
    expect(secrets.verify("unsubscribe", token)).toBe("ada/all");
    expect(secrets.verify("sign-in", token)).toBeNull();
    expect(others.verify("unsubscribe", token)).toBeNull();
    expect(secrets.verify("unsubscribe", `${token}AAAA`)).toBeNull();
    expect(secrets.verify("unsubscribe", "")).toBeNull();
  });
});

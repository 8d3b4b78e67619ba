import { describe, expect, it } from "vitest";
import { domainName } from "./domain-name.ts";

describe("domainName", () => {
  it.each([
    ["acme.dev", "acme.dev"],
    [" ACME.Dev. ", "acme.dev"],
    ["shop.acme.co.uk", "shop.acme.co.uk"],
    ["bücher.de", "xn--bcher-kva.de"],
    // The first letter is Cyrillic.
    ["аcme.dev", "xn--cme-5cd.dev"],
    ["ａｃｍｅ.dev", "acme.dev"],
  ])("spells %j as %s", (typed, name) => {
    expect(domainName(typed)).toBe(name);
  });

  it.each([
    "",
    "acme",
    "localhost",
    "printer.local",
    "acme.example",
    "metadata.google.internal",
    "127.0.0.1",
    "0x7f.1",
    "[::1]",
    "https://acme.dev",
    "acme.dev/path",
    "acme.dev:8080",
    "ada@acme.dev",
    "_fleet-persona.acme.dev",
    "a..dev",
    "-acme.dev",
    `${"a".repeat(64)}.dev`,
    `${"a.".repeat(130)}dev`,
    "acme dev",
  ])("takes %j for nobody's domain", (typed) => {
    expect(domainName(typed)).toBeNull();
  });
});

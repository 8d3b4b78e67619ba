import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

test("contentSecurityPolicy of a production page allows nothing inline and no eval", () => {
  const policy = contentSecurityPolicy({ nonce: "abc", development: false });
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy).not.toMatch(/unsafe|\*|https?:|ws:/);
});

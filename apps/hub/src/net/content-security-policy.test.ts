import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

test("contentSecurityPolicy of a production page allows no eval, and inline only what hides a part that is not in its place yet", () => {
  const policy = contentSecurityPolicy({ nonce: "abc", development: false });
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  const hash = createHash("sha256").update("display:none").digest("base64");
  const hiding = `style-src-attr 'unsafe-hashes' 'sha256-${hash}';`;
  expect(policy).toContain("style-src 'self';");
  expect(policy).toContain(hiding);
  expect(policy.replace(hiding, "")).not.toMatch(/unsafe|\*|https?:|ws:/);
});

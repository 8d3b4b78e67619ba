import { slugSchema } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { personalTenant } from "./personal-tenant.ts";

const id = "018f3c1e-7d1a-7c3e-9b7a-0123456789ab";

test.each([
  ["ada.lovelace@example.org", "ada-lovelace-456789ab"],
  ["--@example.org", "tenant-456789ab"],
  ["ÄÖ+tag@example.org", "tag-456789ab"],
  [`${"x".repeat(60)}@example.org`, `${"x".repeat(24)}-456789ab`],
])("personalTenant of %s has the slug %s", (email, slug) => {
  const tenant = personalTenant(email, id);
  expect(tenant.slug).toBe(slug);
  expect(slugSchema.safeParse(tenant.slug).success).toBe(true);
  expect(tenant.name.length).toBeGreaterThan(0);
});

import { slugSchema } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { slugOf } from "./slug.ts";

test.each([
  ["Web EU", "web-eu"],
  ["  Café — Zürich  ", "cafe-zurich"],
  ["long ".repeat(20), "long-long-long-long-long-long-long-long"],
])("slugOf %j is %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
  expect(slugSchema.safeParse(slugOf(name)).success).toBe(true);
});

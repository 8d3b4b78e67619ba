import { expect, test } from "vitest";
import { pageMetadata } from "./page-metadata.ts";

const page = { hubUrl: "https://hub.example", path: "/store/acme/surge", title: "Surge ready", description: "Grows." };

test("pageMetadata names one address for search engines and for those who share it", () => {
  expect(pageMetadata(page)).toMatchObject({
    title: "Surge ready",
    description: "Grows.",
    alternates: { canonical: "https://hub.example/store/acme/surge" },
    openGraph: { url: "https://hub.example/store/acme/surge", title: "Surge ready", type: "website" },
  });
});

test("pageMetadata keeps the pages of single questions out of indexes, and the others in", () => {
  expect(pageMetadata({ ...page, indexed: false }).robots).toEqual({ index: false, follow: true });
  expect(pageMetadata(page)).not.toHaveProperty("robots");
});

test("pageMetadata shortens a description between words", () => {
  const { description } = pageMetadata({ ...page, description: `${"word ".repeat(80)}\n` });
  expect(description?.length).toBeLessThanOrEqual(201);
  expect(description).toMatch(/word…$/);
  expect(pageMetadata({ ...page, description: "x".repeat(500) }).description).toMatch(/^x{100,200}…$/);
});

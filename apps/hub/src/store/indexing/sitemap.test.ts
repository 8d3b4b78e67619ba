import { expect, test } from "vitest";
import { entriesPerSitemap, listingsSitemap, pagesSitemap, sitemapIndex } from "./sitemap.ts";

const hub = "https://hub.example";
const listed = 23_456;
const all = Array.from({ length: listed }, (_, at) => ({
  personaId: `acme/p${String(at).padStart(6, "0")}`,
  updatedAt: at,
}));

/** As the database answers: by address, those after the last one. */
function reader() {
  const asked: { readonly skip: number; readonly limit: number }[] = [];
  const read = (question: { after: { publisher: string; name: string } | null; skip: number; limit: number }) => {
    asked.push(question);
    const { after, skip, limit } = question;
    const from = after === null ? 0 : all.findIndex(({ personaId }) => personaId > `${after.publisher}/${after.name}`);
    return Promise.resolve(from === -1 ? [] : all.slice(from + skip, from + skip + limit));
  };
  return { read, asked };
}

async function piecesOf(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const piece of pieces) found.push(piece);
  return found;
}

async function whole(number: number): Promise<string> {
  return (await piecesOf(listingsSitemap(hub, number, reader().read))).join("");
}

test("sitemapIndex names as many files as hold every listing", () => {
  expect(sitemapIndex(hub, listed).match(/listings-\d+\.xml/g)).toEqual([
    "listings-1.xml",
    "listings-2.xml",
    "listings-3.xml",
  ]);
  expect(sitemapIndex(hub, 0)).not.toContain("listings-");
  expect(sitemapIndex(hub, 100_000).match(/<sitemap>/g)).toHaveLength(11);
});

test("listingsSitemap names every listing once, over all files", async () => {
  const files = await Promise.all([1, 2, 3].map(whole));
  const named = files.flatMap((file) => file.match(/acme\/p\d+/g) ?? []);
  expect(named).toEqual(all.map(({ personaId }) => personaId));
  for (const file of files) expect(file.match(/<url>/g)?.length).toBeLessThanOrEqual(entriesPerSitemap);
  expect(files[0]).toMatch(/^<\?xml .*<\/urlset>\n$/s);
});

test("listingsSitemap is empty beyond the last file", async () => {
  expect(await whole(4)).toBe("");
});

test("listingsSitemap never asks for all of it at once", async () => {
  const { read, asked } = reader();
  await piecesOf(listingsSitemap(hub, 2, read));
  expect(asked.length).toBeGreaterThan(3);
  expect(Math.max(...asked.map(({ limit }) => limit))).toBeLessThanOrEqual(2_000);
  expect(asked.map(({ skip }) => skip)).toEqual([entriesPerSitemap, 0, 0, 0, 0]);
});

test("pagesSitemap escapes what an address holds", () => {
  expect(pagesSitemap(hub, ["/store?intent=a&sort=best"])).toContain("/store?intent=a&amp;sort=best");
});

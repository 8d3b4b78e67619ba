import type { SitemapEntry } from "@fleet-persona/hub-core";

/** A file of a sitemap may name 50,000 addresses; so many are written quickly and read whole. */
export const entriesPerSitemap = 10_000;
/** As many are asked of the database at a time. */
const entriesPerRead = 2_000;

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** The index: one file for so many listings each, and one for the pages that are always there. */
export function sitemapIndex(hubUrl: string, listed: number): string {
  const files = Math.ceil(listed / entriesPerSitemap);
  const urls = [
    `${hubUrl}/sitemaps/pages.xml`,
    ...Array.from({ length: files }, (_, index) => `${hubUrl}/sitemaps/listings-${index + 1}.xml`),
  ];
  const entries = urls.map((url) => `<sitemap><loc>${escaped(url)}</loc></sitemap>\n`).join("");
  return `${declaration}<sitemapindex ${namespace}>\n${entries}</sitemapindex>\n`;
}

/** The pages that are always there. */
export function pagesSitemap(hubUrl: string, paths: readonly string[]): string {
  const entries = paths.map((path) => urlEntry(hubUrl + path, null)).join("");
  return `${declaration}<urlset ${namespace}>\n${entries}</urlset>\n`;
}

type Asked = { readonly after: Address | null; readonly skip: number; readonly limit: number };
type Address = { readonly publisher: string; readonly name: string };
type ReadEntries = (asked: Asked) => Promise<readonly SitemapEntry[]>;

/** File `number` (from 1) of the listings, piece by piece as the database gives them; nothing when there is no such file. */
export async function* listingsSitemap(hubUrl: string, number: number, read: ReadEntries): AsyncGenerator<string> {
  let after: Address | null = null;
  let skip = (number - 1) * entriesPerSitemap;
  for (let written = 0; written < entriesPerSitemap;) {
    const entries: readonly SitemapEntry[] = await read({ after, skip, limit: entriesPerRead });
    if (entries.length === 0 && written === 0) return;
    if (written === 0) yield `${declaration}<urlset ${namespace}>\n`;
    yield entries.map(({ personaId, updatedAt }) => urlEntry(`${hubUrl}/store/${personaId}`, updatedAt)).join("");
    written += entries.length;
    const last = entries.at(-1);
    if (last === undefined || entries.length < entriesPerRead) break;
    const [publisher = "", name = ""] = last.personaId.split("/");
    after = { publisher, name };
    skip = 0;
  }
  yield "</urlset>\n";
}

function urlEntry(url: string, updatedAt: number | null): string {
  const changed = updatedAt === null ? "" : `<lastmod>${new Date(updatedAt).toISOString()}</lastmod>`;
  return `<url><loc>${escaped(url)}</loc>${changed}</url>\n`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escaped(url: string): string {
  return url.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}

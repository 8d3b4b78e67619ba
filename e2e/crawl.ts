import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { People } from "./people.ts";
import { routeOf, type Route } from "./routes.ts";

/** How a page is looked at. */
export type Look = { readonly width: number; readonly scheme: "light" | "dark" };

export const looks: readonly Look[] = [1440, 390].flatMap((width) => [
  { width, scheme: "light" as const },
  { width, scheme: "dark" as const },
]);

/** Something that is wrong on a page: a rule of WCAG 2.2 A or AA that elements break, or that it scrolls sideways. */
export type Finding = Look & {
  readonly path: string;
  readonly rule: string;
  readonly elements: readonly string[];
};

/** What a crawl saw. */
export type Crawled = {
  readonly findings: readonly Finding[];
  readonly visited: readonly string[];
  /** Routes that no link and no given address leads to. */
  readonly missing: readonly string[];
};

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

type Asked = {
  readonly people: People;
  readonly hubUrl: string;
  readonly routes: readonly Route[];
  /** Pages that look otherwise than their route's first: what was searched, what is compared. */
  readonly besides: readonly string[];
  /** Every page in all its looks, or each in the next one. */
  readonly whole: boolean;
};

/**
 * Visits every page: those without a parameter at their address, the others at the first link to one of them that a page showed.
 * Each is visited by everybody it is meant for.
 */
export async function crawl({ people, hubUrl, routes, besides, whole }: Asked): Promise<Crawled> {
  const findings: Finding[] = [];
  const visited: string[] = [];
  const missing: string[] = [];
  const readers = new Set(routes.flatMap((route) => route.readers));
  for (const reader of readers) {
    const own = routes.filter((route) => route.readers.includes(reader));
    const page = await people.as(reader);
    const left = new Set(own);
    const queue = own.filter(({ pattern }) => !pattern.includes("[")).map(({ pattern }) => pattern);
    queue.push(...(reader === null || reader === "sre" ? besides : []));
    const known = new Set<string>(queue);
    for (const path of queue) {
      if (process.env["TRACE"]) console.log(reader, path, Date.now());
      const shown = whole ? looks : looks.slice(visited.length % looks.length).slice(0, 1);
      for (const look of shown) findings.push(...(await lookAt(page, hubUrl, { path, look })));
      visited.push(`${reader ?? "nobody"} ${path}`);
      const route = routeOf(own, path.split("?")[0] ?? path);
      if (route !== undefined) left.delete(route);
      for (const link of await linksOf(page, hubUrl)) {
        const led = routeOf(own, link.split("?")[0] ?? link);
        const wanted = led !== undefined && left.has(led) && led.pattern.includes("[");
        if (!wanted || [...known].some((each) => routeOf(own, each.split("?")[0] ?? each) === led)) continue;
        known.add(link);
        queue.push(link);
      }
    }
    missing.push(...[...left].map(({ pattern }) => `${pattern} for ${reader ?? "nobody"}`));
  }
  return { findings, visited, missing };
}

type At = { readonly path: string; readonly look: Look };

async function lookAt(page: Page, hubUrl: string, { path, look }: At): Promise<readonly Finding[]> {
  await page.setViewportSize({ width: look.width, height: look.width < 800 ? 844 : 900 });
  await page.emulateMedia({ colorScheme: look.scheme });
  await page.goto(hubUrl + path, { waitUntil: "load" });
  const { violations } = await violationsOn(page);
  const sideways = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  const broken = violations.map(({ id, nodes }) => ({ rule: id, elements: nodes.map(({ html }) => html) }));
  if (sideways > 0) broken.push({ rule: `scrolls sideways by ${sideways} px`, elements: [] });
  return broken.map((each) => ({ path, ...look, ...each }));
}

// A page that has moved says so in what it streams, and the browser goes on once it has loaded.
async function violationsOn(page: Page): ReturnType<AxeBuilder["analyze"]> {
  const axe = () => new AxeBuilder({ page }).withTags(rules).analyze();
  return axe().catch(async (error: unknown) => {
    if (!(error instanceof Error && error.message.includes("context was destroyed"))) throw error;
    await page.waitForLoadState("load");
    return axe();
  });
}

async function linksOf(page: Page, hubUrl: string): Promise<readonly string[]> {
  const hrefs = await page
    .locator("a[href]")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  return hrefs
    .filter((href) => href.startsWith(`${hubUrl}/`))
    .map((href) => href.slice(hubUrl.length).split("#")[0] ?? "");
}

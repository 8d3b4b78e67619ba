import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { People, Person } from "./people.ts";
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
  readonly findings: Finding[];
  readonly visited: string[];
  /** Routes that no link and no given address leads to. */
  readonly missing: string[];
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
export async function crawl(asked: Asked): Promise<Crawled> {
  const crawled: Crawled = { findings: [], visited: [], missing: [] };
  for (const reader of new Set(asked.routes.flatMap((route) => route.readers))) await crawlAs(reader, asked, crawled);
  return crawled;
}

async function crawlAs(reader: Person | null, asked: Asked, { findings, visited, missing }: Crawled): Promise<void> {
  const { people, hubUrl, whole } = asked;
  const own = asked.routes.filter((route) => route.readers.includes(reader));
  const page = await people.as(reader);
  const isStatic = ({ pattern }: Route): boolean => !pattern.includes("[");
  const queue = own.filter(isStatic).map(({ pattern }) => pattern);
  // Whoever reads the store reads these as well.
  if (own.some(({ pattern }) => pattern === "/store")) queue.push(...asked.besides);
  const routeAt = (address: string): Route | undefined => routeOf(own, address.split("?")[0] ?? address);
  const led = new Set(queue.map(routeAt));
  for (const path of queue) {
    const shown = whole ? looks : looks.slice(visited.length % looks.length).slice(0, 1);
    findings.push(...(await lookAt(page, hubUrl, { path, shown })));
    visited.push(`${reader ?? "nobody"} ${path}`);
    for (const link of await linksOf(page, hubUrl)) {
      const route = routeAt(link);
      if (route === undefined || led.has(route)) continue;
      led.add(route);
      queue.push(link);
    }
  }
  const unseen = own.filter((route) => !led.has(route));
  missing.push(...unseen.map(({ pattern }) => `${pattern} for ${reader ?? "nobody"}`));
}

type At = { readonly path: string; readonly shown: readonly Look[] };

/** Opens a page once for each width; its scheme changes while it is open, without a transition in between. */
async function lookAt(page: Page, hubUrl: string, { path, shown }: At): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [width, own] of Map.groupBy(shown, (look) => look.width)) {
    await page.setViewportSize({ width, height: width < 800 ? 844 : 900 });
    await page.emulateMedia({ colorScheme: own[0]?.scheme ?? "light", reducedMotion: "reduce" });
    const answer = await page.goto(hubUrl + path, { waitUntil: "load" });
    const status = answer?.status() ?? 0;
    if (status >= 400) findings.push({ path, width, scheme: "light", rule: `answers ${status}`, elements: [] });
    for (const look of own) {
      await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: "reduce" });
      const { violations } = await violationsOn(page);
      findings.push(
        ...violations.map(({ id, nodes }) => ({ path, ...look, rule: id, elements: nodes.map(({ html }) => html) })),
      );
    }
    const sideways = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    if (sideways > 0)
      findings.push({ path, width, scheme: "light", rule: `scrolls sideways by ${sideways} px`, elements: [] });
  }
  return findings;
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

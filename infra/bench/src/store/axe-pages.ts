import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "@playwright/test";

const widths = [1440, 390] as const;
const schemes = ["light", "dark"] as const;

/** A rule that elements of a page break, where and how often. */
export type AxeFinding = {
  readonly path: string;
  readonly width: number;
  readonly scheme: string;
  readonly rule: string;
  readonly elements: number;
};

/** What axe finds on pages, each light and dark, wide and narrow. */
export async function axeFindings(
  browser: Browser,
  hubUrl: string,
  paths: readonly string[],
): Promise<readonly AxeFinding[]> {
  const found: AxeFinding[] = [];
  for (const width of widths) {
    for (const scheme of schemes) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
      const page = await context.newPage();
      for (const path of paths) {
        await page.goto(new URL(path, hubUrl).href, { waitUntil: "load" });
        const { violations } = await new AxeBuilder({ page }).analyze();
        found.push(...violations.map(({ id, nodes }) => ({ path, width, scheme, rule: id, elements: nodes.length })));
      }
      await context.close();
    }
  }
  return found;
}

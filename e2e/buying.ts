import { expect, test, type Page } from "@playwright/test";
import { recordEarlierMinutes } from "./earlier.ts";
import { takeLink, type People } from "./people.ts";
import type { Product } from "./product.ts";

type Parts = { readonly product: Product; readonly people: People };

/** Somebody finds, narrows and compares without an account and without a script, then signs in, tries and gets. */
export async function findCompareTryGet(parts: Parts): Promise<void> {
  const { product, people } = parts;
  const plain = await people.as(null, { javaScriptEnabled: false });
  await test.step("finds it by what it is for", () => findByIntent(plain, product.hubUrl));
  await test.step("finds it in spite of a slip of the finger", () => findMistyped(plain));
  await test.step("narrows down", () => narrowDown(plain, product.hubUrl));
  await test.step("compares two", () => compareTwo(plain));
  await test.step("reads a listing to its end", () => readListing(plain, product.hubUrl));
  await test.step("signs in and comes back to where it was", () => signInFromListing(plain, product.hubUrl));

  const page = await people.as("sre");
  await test.step("sees which of its fleets it fits", () => seeFit(page, product.hubUrl));
  await test.step("tries it on what its fleet recorded", async () => {
    await recordEarlierMinutes(product);
    await tryIt(page, product.hubUrl);
  });
  await test.step("gets it", async () => {
    await page.goto(`${product.hubUrl}/store/fleet-persona/mobile-first`);
    await page.getByRole("button", { name: "Get Mobile first" }).click();
    await expect(page.getByText("In your library.")).toBeVisible();
  });
}

const results = (page: Page) => page.getByRole("region", { name: "Personas" });

async function findByIntent(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/store`);
  await page.getByRole("link", { name: "Suit mobile visitors" }).click();
  await expect(page).toHaveURL(/intent=suit-mobile/);
  await expect(results(page).getByRole("link", { name: "Mobile first", exact: true })).toBeVisible();
}

async function findMistyped(page: Page): Promise<void> {
  await page.getByRole("searchbox", { name: "Search Personas" }).fill("mobil frist");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing is called “mobil frist”.")).toBeVisible();
  await expect(results(page).getByRole("link", { name: "Mobile first", exact: true })).toBeVisible();
}

async function narrowDown(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/store?sort=best`);
  const rows = results(page)
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading") });
  const all = await rows.count();
  const choices = page.getByRole("navigation", { name: "Narrow down" }).getByRole("link");
  const counts = (await choices.allTextContents()).map((text) => Number(/(\d+)$/.exec(text.trim())?.[1]));
  const index = counts.findIndex((count) => count < all);
  const leaves = counts[index] ?? 0;
  await openFolded(page);
  await choices.nth(index).click();
  await expect(page.getByRole("list", { name: "Asked for" }).getByRole("link", { name: /^Take back: / })).toHaveCount(
    1,
  );
  await expect(rows).toHaveCount(leaves);
  await page.goBack();
}

/** A long list of choices shows the rest of itself on demand, which takes no script. */
async function openFolded(page: Page): Promise<void> {
  const more = page.getByRole("navigation", { name: "Narrow down" }).locator("summary");
  for (const summary of await more.all()) await summary.click();
}

async function compareTwo(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Compare Flash sale" }).click();
  await page.getByRole("link", { name: "Compare Mobile first" }).click();
  await page.getByRole("link", { name: "Compare 2" }).click();
  const table = page.getByRole("table", { name: "Side by side" });
  await expect(table.getByRole("columnheader", { name: /Flash sale/ })).toBeVisible();
  await expect(table.getByRole("columnheader", { name: /Mobile first/ })).toBeVisible();
  await page.getByRole("link", { name: "Only what differs" }).click();
  await expect(table.getByText("differs:").first()).toBeAttached();
  await table.getByRole("link", { name: "Mobile first" }).first().click();
}

async function readListing(page: Page, hubUrl: string): Promise<void> {
  const tabs = page.getByRole("navigation", { name: "Of this Persona" });
  for (const tab of ["Evidence", "Reviews", "Versions", "Security"]) {
    await tabs.getByRole("link", { name: new RegExp(`^${tab}`) }).click();
    await expect(tabs.getByRole("link", { name: new RegExp(`^${tab}`) })).toHaveAttribute("aria-current", "page");
  }
  await expect(page.getByText("SHA256:").first()).toBeVisible();
  await page.goto(`${hubUrl}/store/fleet-persona/mobile-first`);
}

async function signInFromListing(page: Page, hubUrl: string): Promise<void> {
  await page.getByRole("link", { name: "Sign in to get it" }).click();
  await page.getByLabel("Mail address").fill("sre@demo.example");
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await takeLink(page, hubUrl, "sre");
  await expect(page).toHaveURL(`${hubUrl}/store/fleet-persona/mobile-first`);
}

async function seeFit(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/store/fleet-persona/mobile-first`);
  const fits = page.getByRole("region", { name: "Fits your fleets" });
  await expect(fits.getByRole("link", { name: "Shop Europe" })).toBeVisible();
  await expect(fits).toContainText(/fits|does not fit/);
}

async function tryIt(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/store/fleet-persona/mobile-first`);
  const form = page.getByRole("form", { name: "Try it on your traffic" });
  await expect(form.getByText("enough for a replay")).toBeVisible();
  await form.getByRole("button", { name: "Try it on your traffic" }).click();
  await page.waitForURL(/\/trials\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: /Mobile first .* on Shop Europe/ })).toBeVisible();
  await expect(page.getByText("Done", { exact: true })).toBeVisible({ timeout: 120_000 });
}

import { expect, test as base } from "@playwright/test";
import { gather, type People, type Person, type Session } from "./people.ts";
import { startProduct, type Product } from "./product.ts";

type OfRun = { readonly product: Product; readonly sessions: Map<Person, Session> };

/** A test with the people of its journey; the product is started once for all. Whatever a console complained about fails it. */
export const test = base.extend<{ readonly people: People }, OfRun>({
  product: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      await using product = await startProduct();
      await use(product);
    },
    { scope: "worker", timeout: 1_800_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above
  sessions: [async ({}, use) => use(new Map()), { scope: "worker" }],
  people: async ({ browser, product, sessions }, use) => {
    await using people = gather({ browser, hubUrl: product.hubUrl, sessions });
    await use(people);
    expect(people.problems).toEqual([]);
  },
});

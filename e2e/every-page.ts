import { writeFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { crawl, looks } from "./crawl.ts";
import type { People } from "./people.ts";
import type { Product } from "./product.ts";
import { makeRareStates } from "./rare-states.ts";
import { hubRoutes } from "./routes.ts";

type Parts = { readonly product: Product; readonly people: People };

const compared = "fleet-persona/flash-sale";

// The same route, but another page: answers, refusals and what is long.
const besides = [
  "/store?intent=survive-a-surge",
  "/store?q=mobil+frist",
  "/store?q=nothing+is+called+like+this",
  `/store/compare?with=${compared}&with=fleet-persona/mobile-first`,
  `/store/${compared}`,
  `/store/${compared}/reviews`,
  "/store/hostile-lab/card-of-tricks",
];

/** No page of the hub breaks a rule of WCAG 2.2 A or AA, scrolls sideways, or has its console complain. */
export async function visitEveryPage({ product, people }: Parts): Promise<void> {
  await makeRareStates(product);
  const whole = process.env["CRAWL"] === "whole";
  const seen = await crawl({ people, hubUrl: product.hubUrl, routes: hubRoutes(), besides, whole });
  const report = process.env["CRAWL_REPORT"];
  if (report !== undefined) await writeFile(report, JSON.stringify({ ...seen, looks: whole ? looks.length : 1 }));
  const { missing, findings } = seen;
  expect({ missing, findings }).toEqual({ missing: [], findings: [] });
}

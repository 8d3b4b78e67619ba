import { tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { signedBundle, writeBundle } from "./bundle.ts";
import type { People } from "./people.ts";
import type { Product } from "./product.ts";

type Parts = { readonly product: Product; readonly people: People };

const persona = { id: "fleet-persona/checkout-guard", name: "Checkout guard" } as const;

const card = `# Checkout guard

For shops whose checkout must answer while a crowd looks around. It grows the fleet before the queue does, and keeps caches
short while people pay. Not for batch work, and not for fleets without a balancer.
`;

// The gate lives through every scenario several times over.
const gateLimitMs = 300_000;

/** The seller's own follower, who is told of what comes. */
export async function followTheSeller({ product, people }: Parts): Promise<void> {
  const page = await people.as("reader");
  await page.goto(`${product.hubUrl}/store/fleet-persona`);
  await page.getByRole("button", { name: "Follow Fleet Persona" }).click();
  await expect(page.getByRole("button", { name: "Stop following Fleet Persona" })).toBeVisible();
}

/** A signed bundle goes from the author's disk into a draft, which the gate looks at while its price is set. */
export async function publishDraft({ product, people }: Parts): Promise<void> {
  const { hubUrl, publisherKey: key } = product;
  const page = await people.as("author");
  await using folder = await scratchFolder();
  const bundle = await signedBundle({
    from: "mobile-first",
    change: { ...persona, version: 1, summary: "Keeps checkout quick while a crowd looks around.", tags: ["checkout"] },
    card,
    key,
  });
  const files = await writeBundle(bundle, folder.path);

  await test.step("a bundle that was touched after signing is not sent", async () => {
    await page.goto(`${hubUrl}/author`);
    await page.getByRole("link", { name: "Publish a version" }).first().click();
    await choose(page, await writeBundle(spoiled(bundle), path.join(folder.path, "spoiled")));
    await expect(page.getByText("Nothing was sent.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Publish", exact: true })).toBeDisabled();
  });
  await test.step("the bundle as it was signed becomes a draft", async () => {
    await choose(page, files);
    await expect(page.getByText("every file is as it was signed")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Keep it as a draft until I list it" })).toBeChecked();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.waitForURL(`**/author/${persona.id}`);
    await expect(page.getByRole("heading", { name: /Checkout guard\s*Draft/ })).toBeVisible();
  });
  await test.step("the gate is seen at work, without asking again", async () => {
    const steps = page.getByRole("list", { name: "How far the gate is" });
    await expect(steps).toContainText("Waited for its turn", { timeout: 60_000 });
    await expect(steps).toContainText(/[1-9]\d* of \d+ runs/, { timeout: 120_000 });
  });
  await test.step("it is to be free", async () => {
    await expect(page.getByRole("list", { name: "Still missing" })).toContainText("It has no price yet");
    await page.getByRole("link", { name: "Set a price" }).click();
    const terms = page.getByRole("form", { name: "Terms" });
    await terms.getByRole("radio", { name: "Free" }).check();
    await terms.getByRole("button", { name: "Set these terms" }).click();
    await expect(terms.getByText("Set.", { exact: true })).toBeVisible();
  });
  await test.step("nobody else sees a draft", async () => {
    const stranger = await people.as(null, { javaScriptEnabled: false });
    const answer = await stranger.goto(`${hubUrl}/store?q=checkout+guard`);
    expect(answer?.status()).toBe(200);
    await expect(stranger.getByRole("link", { name: persona.name, exact: true })).toHaveCount(0);
  });
}

/** Once the gate has let it through, the author lists the draft, and who follows the seller is told. */
export async function listDraft({ product, people }: Parts): Promise<void> {
  const { hubUrl } = product;
  const page = await people.as("author");
  await page.goto(`${hubUrl}/author/${persona.id}`);
  await expect(page.getByText("Ready to be listed")).toBeVisible({ timeout: gateLimitMs });
  await page.getByRole("button", { name: "List it in the store" }).click();
  await page.getByRole("link", { name: "See it in the store" }).click();
  await expect(page.getByRole("heading", { name: persona.name })).toBeVisible();

  const follower = await people.as("reader");
  await expect(async () => {
    await follower.goto(`${hubUrl}/notices`);
    const told = follower.getByRole("list", { name: "Notices" }).getByRole("listitem");
    await expect(told.filter({ hasText: persona.name }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

async function choose(page: Page, files: readonly string[]): Promise<void> {
  await page.getByLabel("The files of the bundle").setInputFiles([...files]);
}

/** The same bundle with a word more in its card than was signed. */
function spoiled(bundle: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  return new Map([...bundle, ["card.md", new TextEncoder().encode(`${card}\nAnd one word more.\n`)]]);
}

async function scratchFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "fp-bundle-"));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

import { randomBytes } from "node:crypto";
import { expect, test, type Page } from "@playwright/test";
import { execute, publishKeyring, publishPersona, registerPublisher } from "@fleet-persona/hub-core";
import { keyFingerprint, keyPairFromSeed, sealKeyring, type KeyPair } from "@fleet-persona/persona";
import { actorOf } from "./actor.ts";
import { signedBundle } from "./bundle.ts";
import type { People, Person } from "./people.ts";
import type { Product } from "./product.ts";

type Parts = { readonly product: Product; readonly people: People };

const run = "document.ran=1;alert(1)";
const script = `</script><script>${run}</script>`;
const image = `"><img src=x onerror="${run}">`;
const drawing = `'><svg onload=alert(1)>`;

const card = `# ${script}

${image}

[a link](javascript:${run}) and [another](&#106;avascript:${run}) and <a href="javascript:${run}">a third</a>

![a picture](javascript:${run}) ![another](x" onerror="${run})

<iframe srcdoc="<script>parent.${run}</script>"></iframe><style>body{display:none}</style>

| a table ${drawing} | with cells |
| --- | --- |
| ${script} | [x]: data:text/html,${script} |

\`\`\`html
${script}
\`\`\`

Words enough to be a card of some length, so that nothing of what stands above is left out for being short.
`;

const id = "hostile-lab/card-of-tricks";

/** Publishes what tries to run in every text that a publisher may write, reviews likewise, and opens all pages that show it. */
export async function openHostileTexts({ product, people }: Parts): Promise<void> {
  const mallory = await people.as("mallory");
  await test.step("a publisher writes scripts wherever a text can be", () => publishHostile(product));
  const buyer = await people.as("sre");
  await test.step("a buyer writes them into a review", () => writeHostileReview(buyer, product.hubUrl));
  const stranger = await people.as(null);
  const moderator = await people.as("moderator");
  const readers: readonly (readonly [Page, readonly string[]])[] = [
    [stranger, [...listingPages, "/store?q=script", "/store/hostile-lab", `/store/compare?with=${id}`]],
    [buyer, [`/store/${id}`, "/store/fleet-persona/flash-sale/reviews", "/library", "/reviews"]],
    [mallory, ["/author", `/author/${id}`, `/author/${id}/statistics`, `/author/${id}/settings`]],
    [await people.as("author"), ["/author/fleet-persona/flash-sale/reviews", "/notices"]],
    [moderator, ["/moderation", "/store/fleet-persona/flash-sale/reviews"]],
  ];
  for (const [page, paths] of readers)
    for (const path of paths)
      await test.step(`nothing runs on ${path}`, () => expectInert(page, product.hubUrl + path));
}

const listingPages: readonly string[] = ["", "/evidence", "/reviews", "/versions", "/contract", "/security"].map(
  (tab) => `/store/${id}${tab}`,
);

async function publishHostile(product: Product): Promise<void> {
  const { deps } = product.stack.services;
  const actor = await actorOf(product, "mallory" satisfies Person);
  const key = keyPairFromSeed(Uint8Array.from(randomBytes(32)));
  const publicKey = Buffer.from(key.publicKey).toString("base64");
  await execute(deps, actor, registerPublisher, { slug: "hostile-lab", displayName: `Lab ${script}`, publicKey });
  await execute(deps, actor, publishKeyring, { publisher: "hostile-lab", envelope: firstKeyring(key, publicKey) });
  const bundle = await signedBundle({
    from: "steady-saver",
    change: {
      id,
      name: `Card of tricks ${drawing}`,
      version: 1,
      summary: `A summary ${script}${image}`,
      licence: drawing,
      author: { name: image },
      changelog: [
        { kind: "added", text: `${script}${image}` },
        { kind: "security", text: `[x](javascript:${run})` },
      ],
      input_data_sources: [image],
    },
    card,
    key,
  });
  const files = Object.fromEntries([...bundle].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]));
  await execute(deps, actor, publishPersona, { files });
}

function firstKeyring(key: KeyPair, publicKey: string): string {
  const entry = { keyid: keyFingerprint(key.publicKey), public_key: publicKey, created: "2026-11-22" };
  const keyring = { publisher: "hostile-lab", version: 1, threshold: 1, keys: [entry], revoked: [], previous: null };
  return Buffer.from(sealKeyring({ schema: "fleet-persona-keyring/1", ...keyring }, [key])).toString("base64");
}

async function writeHostileReview(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/store/fleet-persona/flash-sale/reviews`);
  await page.getByText("Edit it", { exact: true }).click();
  const form = page.getByRole("form", { name: "Edit your review" });
  await form.getByLabel("In one line").fill(`Tricks ${script}`);
  await form.getByLabel("What happened on your fleet").fill(`${image} [x](javascript:${run})`);
  await form.getByRole("button", { name: "Publish the new wording" }).click();
  await expect(page.getByRole("article", { name: `Review: Tricks ${script}` })).toBeVisible();
}

async function expectInert(page: Page, url: string): Promise<void> {
  const answer = await page.goto(url, { waitUntil: "load" });
  expect(answer?.status()).toBe(200);
  expect(await page.evaluate("'ran' in document")).toBe(false);
  await expect(page.locator("[onerror], [onload], iframe, img[src=x], [href^='javascript:' i]")).toHaveCount(0);
  await expect(page.locator("body")).toBeVisible();
}

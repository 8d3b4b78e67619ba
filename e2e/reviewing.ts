import { expect, test, type Page } from "@playwright/test";
import type { People } from "./people.ts";
import type { Product } from "./product.ts";

type Parts = { readonly product: Product; readonly people: People };

const listing = "/store/fleet-persona/flash-sale";
const title = "Calm through the sale";

/** A review from its first wording to its return after an appeal, by everybody who has a say in it. */
export async function reviewAndModerate({ product, people }: Parts): Promise<void> {
  const { hubUrl } = product;
  const [buyer, author, reader, moderator] = [
    await people.as("sre"),
    await people.as("author"),
    await people.as("reader"),
    await people.as("moderator"),
  ];
  await test.step("a tenant that got nothing cannot review", async () => {
    await reader.goto(`${hubUrl}${listing}/reviews`);
    await expect(reader.getByRole("heading", { name: "Write a review" })).toBeVisible();
    await expect(reader.getByRole("form", { name: "Write a review" })).toHaveCount(0);
  });
  await test.step("the buyer reviews what its agents ran", () => write(buyer, hubUrl));
  await test.step("the seller answers from the desk", () => answer(author, hubUrl));
  await test.step("the buyer is told of the answer", () => told(buyer, hubUrl, "Flash sale"));
  await test.step("somebody reports the review", () => report(reader, hubUrl));
  await test.step("a moderator hides it", () => hide(moderator, hubUrl));
  await test.step("nobody reads it any more", async () => {
    await reader.goto(`${hubUrl}${listing}/reviews`);
    await expect(reader.getByRole("article", { name: `Review: ${title}` })).toHaveCount(0);
  });
  await test.step("its writer appeals", () => appeal(buyer, hubUrl));
  await test.step("the moderator restores it", () => restore(moderator, hubUrl));
  await test.step("everybody reads it again, with the answer", async () => {
    const stranger = await people.as(null, { javaScriptEnabled: false });
    await stranger.goto(`${hubUrl}${listing}/reviews`);
    await expect(stranger.getByRole("article", { name: `Review: ${title}` })).toContainText("Thank you for telling.");
  });
  await test.step("the writer and who reported it are told", async () => {
    await told(buyer, hubUrl, "appeal");
    await told(reader, hubUrl, "report");
  });
}

async function write(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}${listing}/reviews`);
  const form = page.getByRole("form", { name: "Write a review" });
  await form.getByRole("radio", { name: "4 of 5: Very good" }).check();
  await form.getByLabel("In one line").fill(title);
  await form.getByLabel("What happened on your fleet").fill("The queue stayed short and nobody was woken.");
  await form.getByRole("button", { name: "Publish the review" }).click();
  await expect(page.getByRole("heading", { name: "Your review" })).toBeVisible();
  await expect(page.getByRole("article", { name: `Review: ${title}` })).toContainText("on their agents");
}

async function answer(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/author/fleet-persona/flash-sale/reviews`);
  const review = page.getByRole("listitem").filter({ hasText: title });
  await review.getByLabel("Your answer").fill("Thank you for telling.");
  await review.getByRole("button", { name: "Publish the answer" }).click();
  await expect(review.getByRole("region", { name: "The seller's answer" })).toContainText("Thank you for telling.");
}

async function report(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}${listing}/reviews`);
  const review = page.getByRole("article", { name: `Review: ${title}` });
  await review.getByRole("button", { name: "Report" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Not about this Persona" }).check();
  await dialog.getByLabel("What should a moderator know?").fill("It is about their night, not about the Persona.");
  await dialog.getByRole("button", { name: "Report it" }).click();
  await expect(dialog.getByText("A moderator looks at it")).toBeVisible();
}

async function hide(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/moderation`);
  await expect(page.getByRole("heading", { name: "1 report" })).toBeVisible();
  const form = page.getByRole("form", { name: "Decide" });
  await form.getByRole("radio", { name: "Not about this Persona" }).check();
  await form.getByLabel("Note").fill("Tell what the Persona did.");
  await form.getByRole("button", { name: "Hide it" }).click();
  await expect(page.getByRole("heading", { name: "Hidden: Not about this Persona" })).toBeVisible();
}

async function appeal(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}${listing}/reviews`);
  await page.getByRole("link", { name: "See why, and appeal." }).click();
  await expect(page.getByText("Tell what the Persona did.")).toBeVisible();
  await page.getByLabel("Why should it be read again?").fill("It kept the queue short: that is what it did.");
  await page.getByRole("button", { name: "Appeal", exact: true }).click();
  await expect(page.getByText("It waits for a moderator.")).toBeVisible();
}

async function restore(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/moderation`);
  await page.getByRole("complementary", { name: "Waiting" }).getByRole("link", { name: title }).click();
  const form = page.getByRole("form", { name: "Decide the appeal" });
  await form.getByLabel("Answer to its author").fill("Agreed.");
  await form.getByRole("button", { name: "Restore it" }).click();
  await expect(page.getByText("restored after an appeal").first()).toBeVisible();
}

/** Looks among the notices until one says it: a worker brings them. */
async function told(page: Page, hubUrl: string, what: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${hubUrl}/notices`);
    const notices = page.getByRole("list", { name: "Notices" }).getByRole("listitem");
    await expect(notices.filter({ hasText: what }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

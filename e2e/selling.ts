import { randomUUID } from "node:crypto";
import { enqueueJobs, withoutTenant } from "@fleet-persona/db";
import { expect, test, type Page } from "@playwright/test";
import postgres from "postgres";
import type { People } from "./people.ts";
import type { Product } from "./product.ts";

type Parts = { readonly product: Product; readonly people: People };

const persona = { id: "fleet-persona/steady-saver", name: "Steady saver" } as const;
const dayMs = 86_400_000;

/** From a seller without an account to money at its bank: onboarding, a price, a purchase, more seats, a refund and a payout. */
export async function sellAndBePaid({ product, people }: Parts): Promise<void> {
  const { hubUrl } = product;
  const [seller, buyer] = [await people.as("author"), await people.as("reader")];
  await test.step("what has a price cannot be bought while its seller has no account", async () => {
    await setPrice(seller, hubUrl);
    await buyer.goto(`${hubUrl}/store/${persona.id}`);
    await expect(buyer.getByText("Its seller cannot be paid yet")).toBeVisible();
  });
  await test.step("the seller opens its account", () => openAccount(seller, hubUrl));
  await test.step("a declined card buys nothing, another one does", () => buy(buyer, hubUrl));
  await test.step("more seats are there at once", () => addSeats(buyer));
  await test.step("the buyer asks for money back, and the seller grants it", () => refund({ seller, buyer, hubUrl }));
  await test.step("what is out of its refund window is transferred", () => payOut(seller, product));
  await test.step("every line of the account can be taken away", async () => {
    const download = seller.waitForEvent("download");
    await seller.goto(`${hubUrl}/author/money`);
    await seller.getByRole("button", { name: "Download CSV" }).click();
    expect((await download).suggestedFilename()).toMatch(/^seller-ledger-.*\.csv$/);
  });
  await test.step("the platform's books hold", async () => {
    const staff = await people.as("moderator");
    await staff.goto(`${hubUrl}/platform/money`);
    await expect(staff.getByRole("region", { name: "The platform in EUR" })).toBeVisible();
  });
}

async function setPrice(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/author/${persona.id}/terms`);
  const terms = page.getByRole("form", { name: "Terms" });
  await terms.getByRole("radio", { name: /For each agent/ }).check();
  await terms.getByLabel("Amount").fill("12.00");
  await expect(terms.getByText("Buyers pay 12.00 EUR")).toBeVisible();
  await terms.getByRole("button", { name: "Set these terms" }).click();
  await expect(terms.getByText("Set.", { exact: true })).toBeVisible();
}

async function openAccount(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/author/money`);
  const form = page.getByRole("form", { name: "Open your account" });
  await form.getByLabel("Country").selectOption("DE");
  await form.getByRole("checkbox", { name: /terms of selling/ }).check();
  await form.getByRole("button", { name: "Go on to the payment processor" }).click();
  await expect(page.getByRole("heading", { name: "Get paid by Fleet Persona" })).toBeVisible();
  await page.getByLabel("IBAN or account number").fill("DE89370400440532013000");
  await page.getByRole("checkbox", { name: /I accept the/ }).check();
  await page.getByRole("button", { name: "Save and go back" }).click();
  await page.waitForURL(/\/author\/money/);
  await expect(async () => {
    await page.goto(`${hubUrl}/author/money`);
    await expect(page.getByText("Active", { exact: true }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

async function buy(page: Page, hubUrl: string): Promise<void> {
  await page.goto(`${hubUrl}/store/${persona.id}`);
  await page.getByRole("button", { name: "One seat more" }).click();
  await page.getByRole("button", { name: "One seat more" }).click();
  await page.getByRole("button", { name: /^Buy / }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Go to payment" }).click();
  await expect(page.getByText("Test mode", { exact: false }).first()).toBeVisible();
  const payment = page.getByRole("region", { name: "Payment" });
  await payment.getByLabel("Country").selectOption("DE");
  await payment.getByRole("radio", { name: /4000 0000 0000 0002/ }).check();
  await payment.getByRole("button", { name: /^(Pay|Subscribe)/ }).click();
  await expect(page.getByRole("alert")).toContainText("Choose another card");
  await payment.getByRole("radio", { name: /4242/ }).check();
  await payment.getByRole("button", { name: /^(Pay|Subscribe)/ }).click();
  await page.waitForURL(/\/orders\//);
  await expect(page.getByText("It is in your library.", { exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole("link", { name: /^Invoice/ }).first()).toBeVisible();
}

async function addSeats(page: Page): Promise<void> {
  const subscription = page.getByRole("article").filter({ hasText: "Subscription" });
  await expect(subscription).toContainText("of 3 used");
  await subscription.getByRole("button", { name: "Change seats" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Seats").fill("5");
  await expect(dialog.getByText("is charged now")).toBeVisible();
  await dialog.getByRole("button", { name: "Add them" }).click();
  await expect(dialog).toBeHidden();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("article").filter({ hasText: "Subscription" })).toContainText("of 5 used", {
      timeout: 1_000,
    });
    // The head, the card that was declined, the first seats and those that came to them.
    await expect(page.getByRole("table", { name: "Payments" }).getByRole("row")).toHaveCount(4, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

type Sides = { readonly seller: Page; readonly buyer: Page; readonly hubUrl: string };

async function refund({ seller, buyer, hubUrl }: Sides): Promise<void> {
  const first = buyer.getByRole("table", { name: "Payments" }).getByRole("row").nth(1);
  await first.getByRole("button", { name: "Ask for it back" }).click();
  const dialog = buyer.getByRole("dialog");
  await dialog.getByLabel("Why").fill("Three were enough after all.");
  await dialog.getByRole("button", { name: "Ask for it back" }).click();
  await expect(dialog).toBeHidden();
  await seller.goto(`${hubUrl}/author/money/refunds`);
  const waiting = seller.getByRole("region", { name: "To decide" });
  await expect(waiting).toContainText("Three were enough after all.");
  await waiting.getByRole("button", { name: "Grant…" }).click();
  await seller
    .getByRole("dialog")
    .getByRole("button", { name: /^Grant / })
    .click();
  await expect(seller.getByText("Nobody waits for you")).toBeVisible();
  // The worker makes refunds once a minute.
  await expect(async () => {
    await buyer.reload();
    await expect(buyer.getByRole("table", { name: "Payments" })).toContainText("Refunded", { timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
}

/** Fourteen days pass for what was paid, a worker transfers it, and days pass at the processor until it is at the bank. */
async function payOut(page: Page, { hubUrl, stack }: Product): Promise<void> {
  const { postgres: server, deps, paymentsUrl } = stack.services;
  const owner = postgres(server.ownerUrl, { max: 1 });
  await owner`update payments set matures_at = now() - interval '1 minute'`;
  await owner.end();
  await withoutTenant(deps.db, (tx) => enqueueJobs(tx, "transfers", [{ id: randomUUID(), data: {}, priority: 1 }]));
  const transfers = page.getByRole("table", { name: "Transfers to your account" });
  await expect(async () => {
    await page.goto(`${hubUrl}/author/money/payouts`);
    await expect(transfers).toContainText(persona.name, { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const answer = await fetch(`${paymentsUrl ?? ""}/test/advance`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ms: 5 * dayMs }),
  });
  expect(answer.ok).toBe(true);
  await page.goto(`${hubUrl}/author/money/payouts`);
  await expect(page.getByRole("table", { name: "Payouts to your bank" })).toContainText("EUR", { timeout: 10_000 });
}

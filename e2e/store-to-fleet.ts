import { expect, test } from "@playwright/test";
import { applyDocument, askWhatIf, declareIntent, throwKillSwitch } from "./control.ts";
import { runExperiment } from "./experiments.ts";
import type { People } from "./people.ts";
import type { Product } from "./product.ts";
import { approveOnReviewPage } from "./review.ts";

type Parts = { readonly product: Product; readonly people: People };

/** From the store to a fleet that a Persona steers, by way of everything an admin does about it. */
export async function storeToFleet({ product, people }: Parts): Promise<void> {
  const { hubUrl } = product;
  const page = await people.as("sre");

  await test.step("finds the Persona and gets it", async () => {
    await page.goto(`${hubUrl}/store`);
    await page
      .getByRole("searchbox", { name: "Search Personas" })
      .or(page.getByLabel("Search Personas"))
      .first()
      .fill("surge");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Personas" }).getByRole("link").first().click();
    await expect(page.getByLabel("Key fingerprint").first()).toContainText("SHA256:");
    await page.getByRole("button", { name: /^Get / }).click();
    await expect(page.getByText("In your library.")).toBeVisible();
  });

  await test.step("creates a fleet and installs the agent with the page's own line", async () => {
    await page.goto(`${hubUrl}/fleets/new`);
    await page.getByLabel("Name", { exact: true }).fill("Shop Europe");
    await page.getByRole("button", { name: "Create fleet" }).click();
    await page.waitForURL(/\/fleets\/[0-9a-f-]{36}/);
    await page.getByRole("navigation", { name: "Fleet" }).getByRole("link", { name: "Install" }).click();
    await page.getByRole("button", { name: "Create the install line" }).click();
    const line = await page.getByRole("textbox", { name: "Install line" }).innerText();
    expect(line).toMatch(
      /curl -fsSL http:\/\/127\.0\.0\.1:\d+\/install\.sh .* sha256sum -c - .* --release [0-9a-f]{64} --token /,
    );
    await product.install(line.trim());
    await expect(page.getByText(/^Connected: /)).toBeVisible();
  });

  await test.step("reviews it for the fleet, in shadow first", async () => {
    await page.getByRole("link", { name: "Choose a Persona" }).click();
    await page.getByRole("link", { name: /^Review .* for this fleet$/ }).click();
    await expect(page.getByRole("region", { name: "Attributes it may change" })).toContainText("cpu_allocation");
    await approveOnReviewPage(page, "In shadow");
    await page.getByRole("link", { name: "See what it would do on Shop Europe" }).click();
    await expect(page.getByRole("heading", { name: "What it would do" })).toBeVisible();
  });

  await test.step("approves it as active", async () => {
    await page.getByRole("link", { name: "Review it" }).click();
    await approveOnReviewPage(page, "Active");
    await page.getByRole("link", { name: "See what it does on Shop Europe" }).click();
    await expect(page.getByText(/^Approved /).first()).toBeVisible();
  });

  await test.step("sees a decision applied", async () => {
    const tabs = page.getByRole("navigation", { name: "Fleet" });
    await tabs.getByRole("link", { name: "Decisions" }).click();
    await expect(page.getByText(/applied/i).first()).toBeVisible({ timeout: 60_000 });
    await tabs.getByRole("link", { name: "Live" }).click();
    // A row that was applied says only what moved; in shadow it would begin with "would:".
    const moved = page
      .getByRole("region", { name: "Decisions" })
      .getByRole("button")
      .filter({ hasText: /\d{2}(?!would).* → / });
    await moved.first().click();
    const decision = page.getByRole("region", { name: /^Decision of / });
    await expect(decision).toContainText("Adjusted");
    await expect(decision).toContainText(/applied in [\d.]+ ms/);
  });

  await test.step("sees the fallback when a required signal stops, and the policy again when it is back", async () => {
    const decisions = page.getByRole("region", { name: "Decisions" });
    // On a machine that is short of time the fallback may have another reason at that very moment.
    await expect(async () => {
      await product.stack.fleet?.restartHaproxy();
      await expect(decisions).toContainText("fallback: request_rate is missing", { timeout: 10_000 });
    }).toPass({ timeout: 60_000 });
    const handedOver = Date.now();
    await expect(async () => {
      const newest = await product.newestDecision();
      expect(newest?.at).toBeGreaterThan(handedOver);
      expect(newest?.decider).toBe("policy");
    }).toPass({ timeout: 30_000 });
  });

  await test.step("asks what it would do inside another bound", () => askWhatIf(page));
  await test.step("applies a state document", () => applyDocument(page));
  await test.step("declares an intent", () => declareIntent(page));
  await test.step("plans an experiment, sees it run, and stops it", () => runExperiment(page, "Shop Europe"));
  await test.step("stops everything, and lets it steer again", () => throwKillSwitch(page, "Shop Europe"));
}

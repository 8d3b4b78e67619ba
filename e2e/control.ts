import { expect, type Page } from "@playwright/test";

const tabs = (page: Page) => page.getByRole("navigation", { name: "Fleet" });

/** Asks of a decision that moved something what it would be under the kill switch, and sees another answer. */
export async function askWhatIf(page: Page): Promise<void> {
  await tabs(page).getByRole("link", { name: "What if" }).click();
  await expect(page.getByText("Reproduces the recorded decision")).toBeVisible();
  await expect(page.getByText("with nothing changed yet")).toBeVisible();
  await page.getByRole("group", { name: "Kill switch" }).getByRole("button", { name: "Engaged" }).click();
  await expect(page.getByText("decides differently")).toBeVisible();
  await expect(page).toHaveURL(/kill=on/);
  await page.reload();
  await expect(page.getByText("decides differently")).toBeVisible();
  await page.getByRole("button", { name: "Reset 1 change" }).click();
  await expect(page.getByText("with nothing changed yet")).toBeVisible();
}

/** Changes the document as text, sees the plan, applies it with a note and finds it among the versions. */
export async function applyDocument(page: Page): Promise<void> {
  await tabs(page).getByRole("link", { name: "Configuration" }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  const text = page.getByLabel(/^fleet\.yaml, made from/);
  const written = await text.inputValue();
  await text.fill(written.replace(/^settings:.*$/m, "settings: { risk_tolerance: 9 }"));
  await expect(page.getByText(/^Line \d+/).first()).toBeVisible();
  await text.fill(written.replace(/^settings:.*$/m, "settings: { risk_tolerance: 0.7 }"));
  await page.getByRole("button", { name: "Show what this changes" }).click();
  await expect(page.getByText("settings.risk_tolerance")).toBeVisible();
  await page.getByLabel("Note").fill("A little less at once");
  await page.getByRole("button", { name: /^Apply as version/ }).click();
  await expect(page.getByText("A little less at once")).toBeVisible();
  await expect(page.getByText("Risk tolerance").first()).toBeVisible();
}

/** Declares an intent and sees it among the fleet's signals as fresh. */
export async function declareIntent(page: Page): Promise<void> {
  await tabs(page).getByRole("link", { name: "Signals" }).click();
  const form = page.getByRole("form", { name: "Declare an intent" });
  await form.getByLabel("Intent").fill("prepare_for_surge");
  await form.getByRole("button", { name: "Declare" }).click();
  await expect(page.getByRole("list", { name: "Declared intents" })).toContainText("prepare_for_surge");
  const signal = page.getByRole("row").filter({ hasText: "intent.prepare_for_surge" });
  await expect(signal).toContainText("fresh");
  await expect(page.getByRole("row").filter({ hasText: "request_rate" }).first()).toContainText("fresh");
}

/** Stops everything, sees the agent obey, and lets it go again. */
export async function throwKillSwitch(page: Page, fleet: string): Promise<void> {
  await page.getByRole("button", { name: "Stop everything", exact: true }).click();
  await page.getByLabel("Reason").fill("A drill");
  await page.getByLabel(/Type its name/).fill(fleet);
  await page.getByRole("button", { name: /^Stop everything on 1 host$/ }).click();
  const banner = page.getByRole("alert", { name: "Kill switch" });
  await expect(banner).toContainText("A drill");
  await tabs(page).getByRole("link", { name: "Events" }).click();
  await expect(page.getByRole("heading", { name: "Events of the last day" })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("kill switch engaged", { exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await banner.getByRole("button", { name: "Release…" }).click();
  await banner.getByRole("button", { name: "Yes, let it steer again" }).click();
  await expect(banner).toHaveCount(0);
}

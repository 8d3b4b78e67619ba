import { expect, type Page } from "@playwright/test";

const tabs = (page: Page) => page.getByRole("navigation", { name: "Fleet" });

/** Plans the fallback against the Persona on one host, starts it, sees the arms take turns, and goes back to what was. */
export async function runExperiment(page: Page, fleet: string): Promise<void> {
  await tabs(page).getByRole("link", { name: "Experiments" }).click();
  await page.getByRole("link", { name: "Plan an experiment" }).click();
  const form = page.getByRole("form", { name: "Plan an experiment" });
  await expect(form.getByText("There is one host, and it cannot be compared with itself")).toBeVisible();
  await fillPlan(page);
  await expect(form.getByText("smallest effect found")).toBeVisible();
  await form.getByRole("button", { name: `Start on ${fleet}: 2 arms in turns` }).click();

  await page.waitForURL(/\/experiments\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: "The fallback alone" })).toBeVisible();
  await expect(page.getByText(/; now (As it is|Fallback)$/)).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page.getByText("runs here.")).toBeVisible();
  await page.getByRole("status").getByRole("link", { name: "The fallback alone" }).click();

  await page.getByRole("button", { name: "Stop…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill("Seen enough");
  await dialog.getByRole("button", { name: "Stop and go back to what was" }).click();
  await expect(page.getByRole("heading", { name: "Conclusion" })).toBeVisible();
  await expect(page.getByText("somebody stopped it; what was in charge before is again.")).toBeVisible();
  await page.getByRole("link", { name: fleet, exact: true }).click();
}

async function fillPlan(page: Page): Promise<void> {
  const arm = page.getByRole("group", { name: "Arm 1" });
  await arm.getByLabel("Called").fill("Fallback");
  await arm.getByLabel("Runs").selectOption("fallback");
  for (const [label, path, seconds] of [
    ["Each block lasts", "design.blockS", "20"],
    ["Wash-out at its start", "design.washOutS", "5"],
    ["At least", "minS", "60"],
    ["At most", "maxS", "300"],
  ] as const) {
    await page.getByRole("textbox", { name: label }).fill(seconds);
    await page.locator(`select[name="${path}"]`).selectOption("s");
  }
  await page.getByLabel("Name", { exact: true }).fill("The fallback alone");
}

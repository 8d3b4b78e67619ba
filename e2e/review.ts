import { expect, type Page } from "@playwright/test";

// The gate lives through every scenario several times over.
const gateLimitMs = 150_000;

/** Waits for the gate's verdict on the open review page, and approves the version for the fleet it was opened for. */
export async function approveOnReviewPage(page: Page, mode: "In shadow" | "Active"): Promise<void> {
  const form = page.getByRole("form", { name: "Decide" });
  await expect(page.getByRole("status").filter({ hasText: /^(Passed|Quarantined)/ })).toBeVisible({
    timeout: gateLimitMs,
  });
  await form.getByRole("radio", { name: mode }).check();
  const toRead = form.getByRole("group", { name: "I have read, and it is fine with me" }).getByRole("checkbox");
  for (const box of await toRead.all()) await box.check();
  await form.getByLabel("Note").fill(`${mode}, seen on the review page`);
  await form.getByRole("button", { name: /^Approve .*for 1 fleet$/ }).click();
  await expect(page.getByText(`“${mode}, seen on the review page”`).first()).toBeVisible();
}

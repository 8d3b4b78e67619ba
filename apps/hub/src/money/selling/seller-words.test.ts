import { expect, test } from "vitest";
import { accountWords, sellerHint } from "./seller-words.ts";

test("accountWords tells every state apart, by its word and its tone", () => {
  const all = (["onboarding", "active", "restricted", "closed"] as const).map(accountWords);
  expect(new Set(all.map(({ word }) => word)).size).toBe(4);
  expect(all.map(({ tone }) => tone)).toEqual(["accent", "good", "warn", "bad"]);
});

test("sellerHint is silent only where others can buy", () => {
  expect(sellerHint("active", "live")).toBeNull();
  expect(sellerHint("active", "test")).toBeNull();
  for (const account of [null, "onboarding", "restricted", "closed"] as const) {
    expect(sellerHint(account, "live")?.sentence).toContain("cannot be bought");
    expect(sellerHint(account, "live")?.action).not.toBeNull();
  }
  // What nobody here can change leads nowhere.
  expect(sellerHint("active", "off")).toMatchObject({ action: null });
});

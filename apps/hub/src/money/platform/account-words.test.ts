import { expect, test } from "vitest";
import { accounts, accountWords, monthWords } from "./account-words.ts";

test("accountWords read what is owed and earned above zero", () => {
  const credit = accounts.filter((account) => accountWords(account).sign === -1);
  expect(credit.toSorted()).toEqual(["commission", "seller", "tax", "unexplained"]);
});

test("accountWords name every account differently and explain it", () => {
  expect(new Set(accounts.map((account) => accountWords(account).name)).size).toBe(accounts.length);
  for (const account of accounts) expect(accountWords(account).means).toMatch(/\.$/);
});

test("monthWords do not slip into the month before", () => {
  expect(monthWords("2026-11")).toBe("November 2026");
  expect(monthWords("2027-01")).toBe("January 2027");
});

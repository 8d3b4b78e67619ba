import { changeAccount, currencyAt } from "../resources/accounts.ts";
import { newId } from "../state/ids.ts";
import type { AccountNeed, AccountRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";

/** What a seller says about itself. `null` leaves that part for later. */
export type Onboarding = {
  readonly name?: string | null;
  readonly country?: string;
  /** The last four digits matter; anything else is made up. */
  readonly bankAccount?: string | null;
  readonly terms?: boolean;
};

/** Takes down what a seller said; what it left out is still needed. */
export function onboardAs(world: World, row: AccountRow, given: Onboarding): AccountRow {
  const {
    name = row.displayName ?? "Seller",
    country = row.country ?? "DE",
    bankAccount = "DE89370400440532013000",
    terms = true,
  } = given;
  const said: AccountNeed[] = [];
  if (name !== null) said.push("identity");
  if (bankAccount !== null) said.push("bank_account");
  if (terms) said.push("terms");
  const needs = row.needs.filter((need) => !said.includes(need));
  return changeAccount(world, row, {
    needs,
    country,
    currency: row.currency ?? currencyAt(country),
    ...(name === null ? {} : { legalName: name, displayName: row.displayName ?? name }),
    ...(bankAccount === null
      ? {}
      : {
          bank: {
            id: newId("ba"),
            last4: bankAccount.replaceAll(/\s/gu, "").slice(-4),
            country,
            name: name ?? row.displayName ?? "Seller",
          },
        }),
  });
}

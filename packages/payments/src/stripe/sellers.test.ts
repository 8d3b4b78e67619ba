import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { localStripe, table } from "./local-stripe.fixture.ts";

describe("stripeSellers", () => {
  it("says the terms of payouts in two places, each with a key of its own", async () => {
    await using local = await localStripe(
      table({
        "POST /v1/balance_settings": { body: answers.balanceSettings("weekly") },
        "POST /v2/core/accounts/acct_1": { body: answers.account() },
        "GET /v2/core/accounts/acct_1": { body: answers.account({ metadata: { payout_minimum: "EUR 5000" } }) },
        "GET /v1/balance": { body: answers.balance() },
        "GET /v1/balance_settings": { body: answers.balanceSettings("weekly") },
      }),
    );
    const terms = { interval: "weekly", minimumMinor: { EUR: 5_000 } } as const;
    const seller = await local.gateway.setPayoutTerms({ key: "terms-1", accountId: "acct_1", terms });
    expect(seller.payouts).toStrictEqual(terms);
    const changes = local.asked.filter((asked) => asked.method === "POST");
    expect(
      changes.map((asked) => asked.key).toSorted((one, other) => String(one).localeCompare(String(other))),
    ).toStrictEqual(["terms-1:minimum", "terms-1:schedule"]);
    const reads = local.asked.filter((asked) => asked.path.startsWith("/v1/balance"));
    expect(reads.map((asked) => asked.account)).toStrictEqual(["acct_1", "acct_1", "acct_1"]);
  });

  it("asks nothing more of an account that is closed", async () => {
    await using local = await localStripe(
      table({ "GET /v2/core/accounts/acct_1": { body: answers.account({ closed: true }) } }),
    );
    expect(await local.gateway.getSeller("acct_1")).toMatchObject({ status: "closed", balances: [] });
    expect(local.asked).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { ids, localStripe, pageFor } from "./local-stripe.fixture.ts";

describe("stripeSpans", () => {
  it("goes through movements page by page, in whole seconds", async () => {
    const movements = ids("txn", 150).map(({ id }) => answers.balanceTransaction({ id }));
    await using local = await localStripe((asked) => pageFor(asked, movements));
    const span = { from: 1_790_000_000_001, to: 1_790_000_002_000 };
    const first = await local.gateway.listMovements({ ...span, cursor: null });
    expect(first.items).toHaveLength(100);
    const second = await local.gateway.listMovements({ ...span, cursor: first.next });
    expect(second.items).toHaveLength(50);
    expect(second.next).toBeNull();
    expect(local.asked[0]?.query.get("created[gte]")).toBe("1790000001");
    expect(local.asked[0]?.query.get("created[lt]")).toBe("1790000002");
  });

  it.each([
    ["checkout", "/v1/checkout/sessions", null],
    ["payment", "/v1/charges", null],
    ["subscription", "/v1/subscriptions", "all"],
  ] as const)("lists each %s that was begun, ended ones too", async (kind, path, status) => {
    await using local = await localStripe((asked) => pageFor(asked, ids("any", 2)));
    const page = await local.gateway.listSubjects(kind, { from: 0, to: 1_000, cursor: null });
    expect(page).toStrictEqual({ items: ["any_0", "any_1"], next: null });
    expect(local.asked[0]?.path).toBe(path);
    expect(local.asked[0]?.query.get("status")).toBe(status);
  });
});

import { tables } from "@fleet-persona/db";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import type { SellerAccountView } from "./seller.ts";

/** What an author has to know before it sets a price. */
export type SellingTerms = {
  /** What the platform keeps of a price without tax, in hundredths of a percent; of orders from now on. */
  readonly basisPoints: number;
  /** How the tenant's own account stands; null: it has none, and nobody can buy from it. */
  readonly account: SellerAccountView["status"] | null;
};

/** The commission of today, and whether the tenant can be paid. */
export const getSellingTerms = defineQuery({
  name: "getSellingTerms",
  scope: "viewer",
  input: z.strictObject({}),
  run: async ({ tx, actor }): Promise<SellingTerms> => {
    const { sellerAccounts } = tables;
    const [terms] = await tx.execute<{ points: number }>(sql`select commission_basis_points() as points`);
    const [account] = await tx.select().from(sellerAccounts).where(eq(sellerAccounts.tenantId, actor.tenantId));
    if (terms === undefined) throw new TypeError("The platform has a commission.");
    return { basisPoints: terms.points, account: account?.status ?? null };
  },
});

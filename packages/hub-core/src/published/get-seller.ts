import { z } from "zod";
import { slugSchema } from "../ids.ts";
import { readSeller } from "../storefront/read-seller.ts";
import type { SellerView } from "../storefront/listing-page.ts";
import { defineQuery } from "../use-case/define.ts";

/** A publisher as buyers see it. */
export const getSeller = defineQuery({
  name: "getSeller",
  scope: "public",
  input: z.strictObject({ publisher: slugSchema }),
  run: ({ tx }, { publisher }): Promise<SellerView> => readSeller(tx, publisher),
});

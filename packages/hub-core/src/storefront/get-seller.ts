import { z } from "zod";
import { slugSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { SellerView } from "./listing-page.ts";
import { readSeller } from "./read-seller.ts";

/** A seller by its publisher's name. */
export const getSeller = defineQuery({
  name: "getSeller",
  scope: "public",
  input: z.strictObject({ publisher: slugSchema }),
  run: ({ tx }, { publisher }): Promise<SellerView> => readSeller(tx, publisher),
});

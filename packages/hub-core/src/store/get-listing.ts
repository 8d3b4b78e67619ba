import { z } from "zod";
import { slugSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { ListingDetail } from "./listing.ts";

/** One listed Persona by its address `publisher/name`. */
export const getListing = defineQuery({
  name: "getListing",
  scope: "public",
  input: z.strictObject({ publisher: slugSchema, name: slugSchema }),
  run: async (): Promise<ListingDetail> => pending("getListing"),
});

import { z } from "zod";
import { slugSchema } from "../ids.ts";
import { lineSchema, proseSchema } from "../text.ts";
import { INTENT_SLUGS } from "./intents.ts";
import { GATE_GRADES, PRICE_KINDS, STORE_SORTS } from "./store-page.ts";

const chosen = z.array(lineSchema(96)).max(20).default([]);

/** What a search may ask; its address is made of the same names. */
export const searchInputSchema = z.strictObject({
  q: proseSchema(200).default(""),
  signals: chosen,
  attributes: chosen,
  targets: chosen,
  licences: chosen,
  prices: z.array(z.enum(PRICE_KINDS)).max(PRICE_KINDS.length).default([]),
  grades: z.array(z.enum(GATE_GRADES)).max(GATE_GRADES.length).default([]),
  /** Only sellers with a verified domain. */
  verified: z.boolean().default(false),
  publisher: slugSchema.optional(),
  intent: z.enum(INTENT_SLUGS).optional(),
  sort: z.enum(STORE_SORTS).default("best"),
  limit: z.int().min(1).max(100).default(20),
  offset: z.int().min(0).max(2_000).default(0),
});
export type SearchInput = z.output<typeof searchInputSchema>;

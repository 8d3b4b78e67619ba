import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { PublisherView } from "./register-publisher.ts";

/** The publishers of the caller's tenant. */
export const listPublishers = defineQuery({
  name: "listPublishers",
  scope: "viewer",
  input: z.strictObject({}),
  run: async (): Promise<readonly PublisherView[]> => pending("listPublishers"),
});

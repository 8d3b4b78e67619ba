import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { readPublishers } from "./publisher.ts";
import type { PublisherView } from "./publisher.ts";

/** The publishers of the caller's tenant. */
export const listPublishers = defineQuery({
  name: "listPublishers",
  scope: "viewer",
  input: z.strictObject({}),
  run: ({ tx, actor }): Promise<readonly PublisherView[]> => readPublishers(tx, actor.tenantId),
});

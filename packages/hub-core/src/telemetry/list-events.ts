import { tables } from "@fleet-persona/db";
import { defineQuery } from "../use-case/define.ts";
import { readRecords, recordWindowSchema } from "./record.ts";
import type { EventRecord } from "./record.ts";

/** Events of a fleet in (sinceMs, untilMs], newest first. */
export const listEvents = defineQuery({
  name: "listEvents",
  scope: "viewer",
  input: recordWindowSchema,
  run: ({ tx, actor }, window): Promise<readonly EventRecord[]> =>
    readRecords(tx, actor.tenantId, tables.events, window),
});

import { tables } from "@fleet-persona/db";
import { defineQuery } from "../use-case/define.ts";
import { readRecords, recordWindowSchema } from "./record.ts";
import type { DecisionRecord } from "./record.ts";

/** Decisions of a fleet in (sinceMs, untilMs], newest first. */
export const listDecisions = defineQuery({
  name: "listDecisions",
  scope: "viewer",
  input: recordWindowSchema,
  run: ({ tx, actor }, window): Promise<readonly DecisionRecord[]> =>
    readRecords(tx, actor.tenantId, tables.decisions, window),
});

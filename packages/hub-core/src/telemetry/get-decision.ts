import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { requireHosts } from "../fleets/require-fleet.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema, hostIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { numbered } from "./record.ts";
import type { DecisionRecord } from "./record.ts";

/** One decision by the frame it arrived in. */
export const getDecision = defineQuery({
  name: "getDecision",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema, hostId: hostIdSchema, epoch: z.int().min(0), seq: z.int().min(0) }),
  run: async ({ tx, actor }, { fleetId, hostId, epoch, seq }): Promise<DecisionRecord> => {
    const names = await requireHosts(tx, actor.tenantId, { fleetId, hostId });
    const { decisions } = tables;
    const [row] = await tx
      .select()
      .from(decisions)
      .where(
        and(
          eq(decisions.tenantId, actor.tenantId),
          eq(decisions.hostId, hostId),
          eq(decisions.epoch, epoch),
          eq(decisions.seq, seq),
        ),
      );
    if (row === undefined) throw notFound("decision");
    return numbered(row, names.get(hostId) ?? "");
  },
});

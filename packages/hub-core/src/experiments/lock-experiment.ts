import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { lockFleet } from "../fleets/require-fleet.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { ExperimentKey, ExperimentRecord } from "./experiment-record.ts";
import { recordOf } from "./experiment-record.ts";

/** An experiment, locked until commit together with its fleet; the fleet first, as everybody does. */
export async function lockExperiment(tx: Tx, { tenantId, experimentId }: ExperimentKey): Promise<ExperimentRecord> {
  const { experiments } = tables;
  const mine = and(eq(experiments.tenantId, tenantId), eq(experiments.id, experimentId));
  const [known] = await tx.select({ fleetId: experiments.fleetId }).from(experiments).where(mine);
  if (known === undefined) throw notFound("experiment");
  await lockFleet(tx, tenantId, fleetIdSchema.parse(known.fleetId));
  const [row] = await tx.select().from(experiments).where(mine).for("update");
  if (row === undefined) throw notFound("experiment");
  return recordOf(tenantId, row);
}

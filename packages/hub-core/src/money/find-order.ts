import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { z } from "zod";

const ownIdSchema = z.uuid();

/** An id of this hub's that the processor names; null where it can be none: others on the same account number theirs as they like. */
export function ownId(named: string | null): string | null {
  return ownIdSchema.safeParse(named).success ? named : null;
}

/** The order that the processor names; undefined where it is none of this hub's. */
export async function findOrder(
  tx: Tx,
  orderId: string | null,
): Promise<typeof tables.orders.$inferSelect | undefined> {
  const { orders } = tables;
  const id = ownId(orderId);
  if (id === null) return undefined;
  const [order] = await tx.select().from(orders).where(eq(orders.id, id));
  return order;
}

import { connectIngest, insertFrames, tables, withTenant } from "@fleet-persona/db";
import { actorOf } from "./actor.ts";
import type { Product } from "./product.ts";

const minutes = 12;
const perMinute = 20;

/** Lets the fleet have recorded for a while already, which a trial asks for: what it just recorded, moved back minute by minute. */
export async function recordEarlierMinutes(product: Product): Promise<void> {
  const { deps, postgres } = product.stack.services;
  const { tenantId } = await actorOf(product, "sre");
  const frames = await withTenant(deps.db, tenantId, (tx) => tx.select().from(tables.metricFrames).limit(perMinute));
  await using ingest = connectIngest({ url: postgres.ingestUrl, poolSize: 1 });
  const back = Array.from({ length: minutes }, (_, index) => index + 1);
  const metrics = back.flatMap((minute) =>
    frames.map((frame) => ({ ...frame, epoch: frame.epoch - minute, at: frame.at.getTime() - minute * 60_000 })),
  );
  await insertFrames(ingest, { metrics, decisions: [], events: [] });
}

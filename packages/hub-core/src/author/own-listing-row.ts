import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import type { TenantId } from "../ids.ts";
import { partsOf } from "../lifecycle/version-state.ts";

export type ListingRow = typeof tables.listings.$inferSelect;

/** A listing that the tenant sells; `not-found` for anybody else's. */
export async function readOwnRow(tx: Tx, tenantId: TenantId, personaId: string): Promise<ListingRow> {
  const [row] = await tx.select().from(tables.listings).where(own(tenantId, personaId));
  if (row === undefined) throw notFound("Persona of yours");
  return row;
}

/** The same, locked until commit. */
export async function lockOwnRow(tx: Tx, tenantId: TenantId, personaId: string): Promise<ListingRow> {
  const [row] = await tx.select().from(tables.listings).where(own(tenantId, personaId)).for("update");
  if (row === undefined) throw notFound("Persona of yours");
  return row;
}

function own(tenantId: TenantId, personaId: string): SQL | undefined {
  const { listings } = tables;
  const { publisher, name } = partsOf(personaId);
  return and(eq(listings.tenantId, tenantId), eq(listings.publisherSlug, publisher), eq(listings.name, name));
}

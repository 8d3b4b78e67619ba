import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull, sql } from "drizzle-orm";
import { emitStoreEvent } from "../watching/emit-store-event.ts";
import { reasonTitle } from "./moderation.ts";
import type { Thing } from "./moderation.ts";

export type Decided = Thing & {
  readonly ownerId: string;
  readonly listingId: string | null;
  /** Tenants whose reports waited. */
  readonly reporters: readonly string[];
};

/** Whose a thing is and who waits for an answer about it; must be read before it is decided. */
export async function readParties(tx: Tx, { kind, thingId }: Thing): Promise<Decided | null> {
  const { storeReports: reports } = tables;
  const [owner] = await tx.execute<{ tenant_id: string; listing_id: string | null }>(
    sql`select tenant_id, listing_id from owner_of_thing(${kind}, ${thingId}::uuid)`,
  );
  if (owner === undefined) return null;
  const rows = await tx
    .selectDistinct({ tenantId: reports.tenantId })
    .from(reports)
    .where(and(eq(reports.kind, kind), eq(reports.thingId, thingId), isNull(reports.closedAt)));
  return {
    kind,
    thingId,
    ownerId: owner.tenant_id,
    listingId: owner.listing_id,
    reporters: rows.map(({ tenantId }) => tenantId),
  };
}

const names = { review: "review", reply: "answer", listing: "listing", seller: "publisher" } as const;

/** Tells the author that something of theirs was hidden, and why. */
export async function tellAuthorHidden(
  tx: Tx,
  { kind, ownerId, listingId }: Decided,
  said: { readonly holdId: string; readonly reason: string; readonly note: string; readonly at: Date },
): Promise<void> {
  const why = said.note === "" ? "" : ` ${said.note}`;
  await emitStoreEvent(tx, {
    kind: "review-decided",
    listingId,
    toTenantId: ownerId,
    ref: said.holdId,
    summary: `Your ${names[kind]} was hidden: ${reasonTitle(said.reason)}.${why} You can appeal once.`,
    at: said.at,
  });
}

/** Tells the author that something of theirs can be read again, after an appeal or without one, or that it stays hidden. */
export async function tellAuthorOutcome(
  tx: Tx,
  { kind, ownerId, listingId }: Pick<Decided, "kind" | "ownerId" | "listingId">,
  said: {
    readonly holdId: string;
    readonly outcome: "restored" | "upheld";
    readonly appealed: boolean;
    readonly at: Date;
  },
): Promise<void> {
  const what = said.outcome === "restored" ? "can be read again" : "stays hidden";
  await emitStoreEvent(tx, {
    kind: said.appealed ? "appeal-decided" : "review-decided",
    listingId,
    toTenantId: ownerId,
    ref: said.holdId,
    summary: `Your ${names[kind]} ${what}${said.appealed ? ": your appeal was decided" : ""}.`,
    at: said.at,
  });
}

/** Tells those who reported it what came of it. */
export async function tellReporters(
  tx: Tx,
  { kind, thingId, listingId, reporters }: Decided,
  { outcome, at }: { readonly outcome: "hidden" | "kept"; readonly at: Date },
): Promise<void> {
  for (const toTenantId of reporters)
    await emitStoreEvent(tx, {
      kind: "report-decided",
      listingId,
      toTenantId,
      ref: thingId,
      summary: `The ${names[kind]} you reported was ${outcome === "hidden" ? "hidden" : "looked at and stays"}.`,
      at,
    });
}

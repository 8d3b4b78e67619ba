import { tables } from "@fleet-persona/db";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { underRules } from "../buyer-reviews/review-refusals.ts";
import { HubError, notFound } from "../hub-error.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { policyReasonSchema, reasonsFor, thingSchema } from "./moderation.ts";
import type { Thing } from "./moderation.ts";
import { readParties, tellAuthorHidden, tellAuthorOutcome, tellReporters } from "./tell-decision.ts";

const note = proseSchema(2_000);

/** A moderator leaves something that was reported where it is. `refused` with `nothing-reported`. */
export const keepThing = defineCommand({
  name: "keepThing",
  scope: "moderator",
  input: thingSchema.extend({ note: note.default("") }),
  run: async ({ tx, now }, { note: said, ...thing }): Promise<Thing> => {
    const parties = await readParties(tx, thing);
    await underRules(tx.execute(sql`select keep_thing(${thing.kind}, ${thing.thingId}::uuid, ${said})`));
    if (parties !== null) await tellReporters(tx, parties, { outcome: "kept", at: now });
    return thing;
  },
  entityId: ({ thingId }) => thingId,
});

/** A moderator hides something for a reason of the policy; `note` is told to its author. A `conflict` where it is hidden already. */
export const hideThing = defineCommand({
  name: "hideThing",
  scope: "moderator",
  input: thingSchema.extend({ reason: policyReasonSchema, note: note.default("") }),
  run: async ({ tx, now }, { reason, note: said, ...thing }): Promise<{ readonly holdId: string }> => {
    if (!reasonsFor(thing.kind).includes(reason))
      throw new HubError("refused", "That is no reason for this kind of thing.", "wrong-reason");
    const parties = await readParties(tx, thing);
    if (parties === null) throw notFound("thing");
    const hidden = await tx.execute(
      sql`select 1 from store_holds where kind = ${thing.kind} and thing_id = ${thing.thingId} and restored_at is null`,
    );
    if (hidden.length > 0) throw new HubError("conflict", "It is hidden already.");
    const [row] = await underRules(
      tx.execute<{ hold: string }>(
        sql`select hide_thing(${thing.kind}, ${thing.thingId}::uuid, ${reason}, ${said}) as hold`,
      ),
    );
    const holdId = row?.hold ?? "";
    await tellAuthorHidden(tx, parties, { holdId, reason, note: said, at: now });
    await tellReporters(tx, parties, { outcome: "hidden", at: now });
    return { holdId };
  },
  entityId: ({ holdId }) => holdId,
});

const holdSchema = z.strictObject({ holdId: z.uuid(), note: note.default("") });

/** A moderator takes a decision back, without an appeal. `refused` with `appeal-waits` while one does, `not-hidden` when it was restored. */
export const restoreThing = defineCommand({
  name: "restoreThing",
  scope: "moderator",
  input: holdSchema,
  run: async ({ tx, now }, { holdId, note: said }): Promise<{ readonly holdId: string }> => {
    const { storeHolds } = tables;
    const [hold] = await tx.select().from(storeHolds).where(eq(storeHolds.id, holdId));
    if (hold === undefined) throw notFound("decision");
    await underRules(tx.execute(sql`select restore_thing(${holdId}::uuid, ${said})`));
    await tellAuthorOutcome(
      tx,
      { kind: hold.kind, ownerId: hold.tenantId, listingId: hold.listingId },
      { holdId, outcome: "restored", appealed: false, at: now },
    );
    return { holdId };
  },
  entityId: ({ holdId }) => holdId,
});

/** Decides an appeal. `refused` with `another-moderator-decides` for who hid it, as long as there is somebody else. */
export const decideAppeal = defineCommand({
  name: "decideAppeal",
  scope: "moderator",
  input: holdSchema.extend({ outcome: z.enum(["restored", "upheld"]) }),
  run: async ({ tx, now }, { holdId, outcome, note: said }): Promise<{ readonly holdId: string }> => {
    const { storeHolds } = tables;
    const [hold] = await tx.select().from(storeHolds).where(eq(storeHolds.id, holdId));
    if (hold === undefined) throw notFound("decision");
    await underRules(tx.execute(sql`select decide_appeal(${holdId}::uuid, ${outcome === "restored"}, ${said})`));
    await tellAuthorOutcome(
      tx,
      { kind: hold.kind, ownerId: hold.tenantId, listingId: hold.listingId },
      { holdId, outcome, appealed: true, at: now },
    );
    return { holdId };
  },
  entityId: ({ holdId }) => holdId,
});

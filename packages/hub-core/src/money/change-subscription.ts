import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { SeatsPreview } from "@fleet-persona/payments";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import type { Deps } from "../deps.ts";
import { HubError, notFound } from "../hub-error.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { execute } from "../use-case/execute.ts";
import { asking, requirePayments } from "./payments-deps.ts";
import { lookAgain } from "./take-payment-event.ts";

type Subscription = typeof tables.subscriptions.$inferSelect;
const subscriptionIdSchema = z.string().min(1).max(255);
const seatsInput = z.strictObject({ subscriptionId: subscriptionIdSchema, seats: z.int().min(1).max(100_000) });

/**
 * A subscription of the tenant's that can be changed to so many seats, and how many of them are in use. `refused` with `not-per-agent`,
 * `subscription-over`, and `seats-in-use` where more hosts hold a seat than there would be.
 */
export const checkSeats = defineQuery({
  name: "checkSeats",
  scope: "admin",
  input: seatsInput,
  run: async ({ tx, actor }, { subscriptionId, seats }) => {
    const subscription = await ownSubscription(tx, actor.tenantId, subscriptionId);
    const { orders } = tables;
    const [order] = await tx
      .select()
      .from(orders)
      .where(and(eq(orders.tenantId, actor.tenantId), eq(orders.id, subscription.orderId)));
    if (order?.priceKind !== "per-agent")
      throw new HubError("refused", "Its price does not depend on seats.", "not-per-agent");
    const used = await seatsUsed(tx, actor.tenantId, subscription.listingId);
    if (seats < used) {
      const message = `${used} hosts hold a seat. Take ${used - seats} of them away from this Persona first: nothing that runs is stopped for you.`;
      throw new HubError("refused", message, "seats-in-use");
    }
    return { subscription, used };
  },
});

/** What another number of seats would cost. Changes nothing. Refusals: those of `checkSeats`, and the processor's. */
export async function previewSeats(deps: Deps, actor: Actor, input: z.input<typeof seatsInput>): Promise<SeatsPreview> {
  const { gateway } = requirePayments(deps);
  await execute(deps, actor, checkSeats, input);
  return asking(gateway.previewSeats(input));
}

/**
 * Changes how many seats a tenant pays for. More are charged and there at once; fewer count from the next period on, since this one is
 * paid. `once` names this wish: two clicks are one change.
 */
export async function changeSeats(
  deps: Deps,
  actor: Actor,
  { once, ...input }: z.input<typeof seatsInput> & { readonly once: string },
): Promise<{ readonly from: "now" | "next-period" }> {
  const { gateway } = requirePayments(deps);
  const { subscriptionId, seats } = input;
  const { subscription } = await execute(deps, actor, checkSeats, input);
  if (seats <= subscription.seats) {
    await execute(deps, actor, wishSeats, { subscriptionId, seats: seats === subscription.seats ? null : seats });
    return { from: seats === subscription.seats ? "now" : "next-period" };
  }
  await execute(deps, actor, wishSeats, { subscriptionId, seats: null });
  await asking(gateway.changeSeats({ key: `seats_${subscriptionId}_${seats}_${once}`, subscriptionId, seats }));
  await look(deps, actor, subscriptionId, `seats-${once}`);
  return { from: "now" };
}

/** Ends a subscription with the period that is paid; what runs goes on until then. */
export async function cancelSubscription(deps: Deps, actor: Actor, subscriptionId: string): Promise<void> {
  const { gateway } = requirePayments(deps);
  const { cancelsAt } = await execute(deps, actor, noteSubscription, { subscriptionId, wish: "cancel" });
  if (cancelsAt !== null) return;
  const key = `cancel_${subscriptionId}_${deps.now().getTime()}`;
  await asking(gateway.cancelSubscription({ key, subscriptionId, when: "period-end" }));
  await look(deps, actor, subscriptionId, key);
}

/** Takes a cancellation back while the period is not over. */
export async function resumeSubscription(deps: Deps, actor: Actor, subscriptionId: string): Promise<void> {
  const { gateway } = requirePayments(deps);
  await execute(deps, actor, noteSubscription, { subscriptionId, wish: "resume" });
  const key = `resume_${subscriptionId}_${deps.now().getTime()}`;
  await asking(gateway.resumeSubscription({ key, subscriptionId }));
  await look(deps, actor, subscriptionId, key);
}

/** The processor's page where a tenant changes its card and sees every invoice. */
export async function openBilling(deps: Deps, actor: Actor): Promise<{ readonly url: string }> {
  const { gateway, hubUrl } = requirePayments(deps);
  const customerId = await execute(deps, actor, ownCustomer, {});
  if (customerId === null) throw new HubError("refused", "Your tenant has bought nothing yet.", "no-customer");
  return { url: await asking(gateway.openBillingPage({ customerId, returnUrl: `${hubUrl}/orders` })) };
}

const ownCustomer = defineQuery({
  name: "ownCustomer",
  scope: "admin",
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { paymentCustomers } = tables;
    const [row] = await tx.select().from(paymentCustomers).where(eq(paymentCustomers.tenantId, actor.tenantId));
    return row?.customerId ?? null;
  },
});

/** Keeps the wish for fewer seats until the next period; null takes it back. */
const wishSeats = defineCommand({
  name: "wishSeats",
  scope: "admin",
  input: z.strictObject({ subscriptionId: subscriptionIdSchema, seats: z.int().min(1).nullable() }),
  run: async ({ tx, actor }, { subscriptionId, seats }) => {
    const { subscriptions } = tables;
    const mine = and(eq(subscriptions.subscriptionId, subscriptionId), eq(subscriptions.tenantId, actor.tenantId));
    await tx.update(subscriptions).set({ wantedSeats: seats }).where(mine);
    return { subscriptionId };
  },
  entityId: ({ subscriptionId }) => subscriptionId,
});

/** Leaves what somebody decided about a subscription in the audit log, before the processor is asked. */
const noteSubscription = defineCommand({
  name: "changeSubscription",
  scope: "admin",
  input: z.strictObject({ subscriptionId: subscriptionIdSchema, wish: z.enum(["cancel", "resume"]) }),
  run: ({ tx, actor }, { subscriptionId }) => ownSubscription(tx, actor.tenantId, subscriptionId),
  entityId: ({ subscriptionId }) => subscriptionId,
});

async function ownSubscription(tx: Tx, tenantId: string, subscriptionId: string): Promise<Subscription> {
  const { subscriptions } = tables;
  const mine = and(eq(subscriptions.subscriptionId, subscriptionId), eq(subscriptions.tenantId, tenantId));
  const [row] = await tx.select().from(subscriptions).where(mine);
  if (row === undefined) throw notFound("subscription");
  if (row.endedAt !== null)
    throw new HubError("refused", "It is over: buy it again from the store.", "subscription-over");
  return row;
}

/** How many hosts of a tenant hold a seat of a listing: those that asked within a day. */
export async function seatsUsed(tx: Tx, tenantId: string, listingId: string): Promise<number> {
  const [row] = await tx.execute<{ used: number }>(sql`select count(distinct host_id)::integer as used from lease_seats
    where tenant_id = ${tenantId}::uuid and listing_id = ${listingId}::uuid and seen_at > now() - interval '24 hours'`);
  return row?.used ?? 0;
}

// The event may be late: somebody waits for this one on a page.
async function look(deps: Deps, { tenantId }: Actor, id: string, reason: string): Promise<void> {
  await withTenant(deps.db, tenantId, (tx) => lookAgain(tx, { kind: "subscription", id }, reason, deps.now()));
}

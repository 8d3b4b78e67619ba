import { tables, withTenant } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";
import { defineCommand } from "../use-case/define.ts";
import { execute } from "../use-case/execute.ts";
import { asking, requirePayments } from "./payments-deps.ts";
import { placeOrder } from "./place-order.ts";
import type { PlacedOrder } from "./place-order.ts";
import { lookAgain } from "./take-payment-event.ts";

/** What a buyer agreed to buy. */
export type Purchase = {
  readonly listingId: string;
  readonly quantity?: number;
  readonly seen: { readonly amountMinor: number; readonly currency: string };
};

/** Where to pay. */
export type Checkout = { readonly orderId: string; readonly checkoutUrl: string };

/**
 * Orders a Persona and opens the processor's page where it is paid; asked again, in this window or another one, it is the same order and the
 * same page. Every step can be cut off and asked again: the order is there before the processor hears of it, and its id is the key of what
 * is asked of the processor. Refusals: those of `placeOrder`, `payments-off`, `processor-silent`, `already-paid`.
 */
export async function buyPersona(deps: Deps, actor: Actor, purchase: Purchase): Promise<Checkout> {
  requirePayments(deps);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const placed = await execute(deps, actor, placeOrder, purchase);
    if (!placed.stale) return openCheckout(deps, actor, placed);
    await closeCheckout(deps, actor, placed);
  }
  throw new HubError("conflict", "The price changes while you order: look at it again.", "price-changed");
}

async function openCheckout(deps: Deps, actor: Actor, { order, title, customerId }: PlacedOrder): Promise<Checkout> {
  const { gateway, hubUrl } = requirePayments(deps);
  if (order.checkoutUrl !== null) return { orderId: order.id, checkoutUrl: order.checkoutUrl };
  const back = `${hubUrl}/orders/${order.id}`;
  const checkout = await asking(
    gateway.createCheckout({
      key: `checkout_${order.id}`,
      orderId: order.id,
      tenantId: actor.tenantId,
      customerId: customerId ?? (await makeCustomer(deps, actor)),
      listingId: order.listingId,
      title,
      unitMinor: order.unitMinor,
      currency: order.currency,
      quantity: order.quantity,
      every: order.every,
      trialDays: order.trialDays,
      successUrl: `${back}?paid=1`,
      cancelUrl: back,
      expiresAt: order.checkoutExpiresAt?.getTime() ?? 0,
    }),
  );
  if (checkout.url === null) return paidAlready(deps, actor, { orderId: order.id, checkoutId: checkout.checkoutId });
  await execute(deps, actor, keepCheckout, { orderId: order.id, checkoutId: checkout.checkoutId, url: checkout.url });
  return { orderId: order.id, checkoutUrl: checkout.url };
}

async function makeCustomer(deps: Deps, actor: Actor): Promise<string> {
  const { gateway } = requirePayments(deps);
  const { tenantId, userId } = actor;
  const { name, email } = await withTenant(deps.db, tenantId, async (tx) => {
    const { tenants, users } = tables;
    const [tenant] = await tx.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, tenantId));
    const [user] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
    return { name: tenant?.name ?? "", email: user?.email ?? "" };
  });
  const customerId = await asking(gateway.createCustomer({ key: `customer_${tenantId}`, tenantId, name, email }));
  await withTenant(deps.db, tenantId, (tx) =>
    tx.insert(tables.paymentCustomers).values({ tenantId, customerId, createdAt: deps.now() }).onConflictDoNothing(),
  );
  return customerId;
}

// The price or the number of seats is another one now, or its time is nearly over: nobody may pay by the old page any more.
async function closeCheckout(deps: Deps, actor: Actor, { order }: PlacedOrder): Promise<void> {
  const { gateway } = requirePayments(deps);
  const { id: orderId, checkoutId } = order;
  if (checkoutId !== null) {
    const state = await asking(gateway.expireCheckout(checkoutId));
    if (state.status === "complete") await paidAlready(deps, actor, { orderId, checkoutId });
  }
  await execute(deps, actor, abandonOrder, { orderId });
}

async function paidAlready(
  deps: Deps,
  { tenantId }: Actor,
  { orderId, checkoutId }: { readonly orderId: string; readonly checkoutId: string },
): Promise<never> {
  await withTenant(deps.db, tenantId, (tx) => lookAgain(tx, { kind: "checkout", id: checkoutId }, "paid", deps.now()));
  throw new HubError("conflict", "This order is paid: it will be there in a moment.", `already-paid ${orderId}`.trim());
}

const orderIdSchema = z.uuid();

/** Keeps where an order can be paid. */
export const keepCheckout = defineCommand({
  name: "keepCheckout",
  scope: "admin",
  input: z.strictObject({ orderId: orderIdSchema, checkoutId: z.string().min(1), url: z.url() }),
  run: async ({ tx, actor }, { orderId, checkoutId, url }) => {
    const { orders } = tables;
    const mine = and(eq(orders.tenantId, actor.tenantId), eq(orders.id, orderId), eq(orders.status, "open"));
    await tx.update(orders).set({ checkoutId, checkoutUrl: url }).where(mine);
    return { orderId };
  },
  entityId: ({ orderId }) => orderId,
});

/** Gives an order up that nobody paid. Should its money come all the same, it is fulfilled, or given back where another one was. */
export const abandonOrder = defineCommand({
  name: "abandonOrder",
  scope: "admin",
  input: z.strictObject({ orderId: orderIdSchema }),
  run: async ({ tx, actor }, { orderId }) => {
    const { orders } = tables;
    const mine = and(eq(orders.tenantId, actor.tenantId), eq(orders.id, orderId), eq(orders.status, "open"));
    await tx.update(orders).set({ status: "abandoned" }).where(mine);
    return { orderId };
  },
  entityId: ({ orderId }) => orderId,
});

/** Has a worker read an order's page again, for who comes back from it: the event may be late. At most every five seconds. */
export async function lookAtOrder(deps: Deps, actor: Actor, input: z.input<typeof lookInput>): Promise<void> {
  const { orderId } = lookInput.parse(input);
  const now = deps.now();
  await withTenant(deps.db, actor.tenantId, async (tx) => {
    const { orders } = tables;
    const mine = and(eq(orders.tenantId, actor.tenantId), eq(orders.id, orderId), eq(orders.status, "open"));
    const [order] = await tx.select({ checkoutId: orders.checkoutId }).from(orders).where(mine);
    if (order?.checkoutId == null) return;
    await lookAgain(tx, { kind: "checkout", id: order.checkoutId }, `back-${Math.floor(now.getTime() / 5_000)}`, now);
  });
}

const lookInput = z.strictObject({ orderId: orderIdSchema });

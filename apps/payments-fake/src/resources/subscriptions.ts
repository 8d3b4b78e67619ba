import { z } from "zod";
import { end, pause, resume } from "../billing/subscription-life.ts";
import { ApiError, invalidRequest } from "../http/api-error.ts";
import { expandable, int, onlyExpand, paged, text, word } from "../http/params.ts";
import { found, listOf, route, type Call, type Route } from "../http/route.ts";
import { subscription as shape, subscriptionItem as itemShape } from "../shapes/billing.ts";
import type { SubscriptionRow } from "../state/rows-billing.ts";
import {
  behavior,
  cancelSubscriptionParams,
  createSubscriptionParams,
  listSubscriptionParams,
  payment,
  updateItemParams,
  updateSubscriptionParams,
} from "./subscription-params.ts";
import { createSubscription, updateSubscription } from "./subscription-update.ts";

function subscriptionOf(call: Call<unknown>, id = call.id): SubscriptionRow {
  return found(call, call.world.tables.subscriptions, "subscription", id);
}

function cancelNow(call: Call<z.infer<typeof cancelSubscriptionParams>>): SubscriptionRow {
  const row = subscriptionOf(call);
  if (row.status === "canceled") throw invalidRequest(`No such subscription: '${row.id}'`, "resource_missing", "id");
  const { cancellation_details: given } = call.params;
  return end(call.world, row, "cancellation_requested", {
    cancelReason: "cancellation_requested",
    canceledAt: call.world.now(row.testClock),
    ...(given?.comment === undefined ? {} : { cancelComment: given.comment }),
    ...(given?.feedback === undefined ? {} : { cancelFeedback: given.feedback }),
  });
}

export const subscriptionRoutes: readonly Route[] = [
  route("POST", "/v1/subscriptions", createSubscriptionParams, (call) => shape(createSubscription(call), call.world)),
  route("GET", "/v1/subscriptions", listSubscriptionParams, (call) => {
    const { params, world } = call;
    const { status } = params;
    const ended = (row: SubscriptionRow): boolean => row.status === "canceled" || row.status === "incomplete_expired";
    const ofStatus = (row: SubscriptionRow): boolean =>
      status === undefined
        ? row.status !== "canceled"
        : status === "all" || (status === "ended" ? ended(row) : row.status === status);
    return listOf({
      call,
      table: world.tables.subscriptions,
      url: "/v1/subscriptions",
      shape: (row) => shape(row, world),
      where: { customer: params.customer, testClock: params.test_clock },
      matches: (row) =>
        ofStatus(row) && (params.price === undefined || row.items.some((of) => of.price === params.price)),
    });
  }),
  route("GET", "/v1/subscriptions/:id", onlyExpand, (call) => shape(subscriptionOf(call), call.world)),
  route("POST", "/v1/subscriptions/:id", updateSubscriptionParams, (call) =>
    shape(updateSubscription(call, subscriptionOf(call)), call.world),
  ),
  route("DELETE", "/v1/subscriptions/:id", cancelSubscriptionParams, (call) => shape(cancelNow(call), call.world)),
  route(
    "POST",
    "/v1/subscriptions/:id/pause",
    z.strictObject({
      ...expandable,
      type: text.optional(),
      bill_for: z.unknown().optional(),
      invoicing_behavior: text.optional(),
    }),
    (call) => shape(pause(call.world, subscriptionOf(call)), call.world),
  ),
  route(
    "POST",
    "/v1/subscriptions/:id/resume",
    z.strictObject({
      ...expandable,
      billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
      proration_behavior: behavior.optional(),
      proration_date: int.optional(),
      payment_behavior: payment.optional(),
    }),
    (call) => {
      const row = subscriptionOf(call);
      if (row.status !== "paused")
        throw invalidRequest("Only subscriptions that are paused can be resumed.", "subscription_not_paused", "id");
      return shape(resume(call.world, row, call.params.billing_cycle_anchor ?? "now"), call.world);
    },
  ),
  route("GET", "/v1/subscription_items", z.strictObject({ ...paged, subscription: word }), (call) => {
    const row = subscriptionOf(call, call.params.subscription);
    return {
      object: "list",
      data: row.items.map((of) => itemShape(of, row.id, call.world)),
      has_more: false,
      url: "/v1/subscription_items",
    };
  }),
  route("GET", "/v1/subscription_items/:id", onlyExpand, (call) => {
    const row = holderOf(call);
    return itemShape(itemIn(row, call.id), row.id, call.world);
  }),
  route("POST", "/v1/subscription_items/:id", updateItemParams, (call) => {
    const before = holderOf(call);
    const { price, quantity, metadata: _, ...rest } = call.params;
    const row = updateSubscription({ ...call, params: { ...rest, items: [{ id: call.id, price, quantity }] } }, before);
    return itemShape(itemIn(row, call.id), row.id, call.world);
  }),
];

function holderOf(call: Call<unknown>): SubscriptionRow {
  for (const row of call.world.tables.subscriptions.values())
    if (row.items.some(({ id }) => id === call.id)) return row;
  throw new ApiError(404, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `Invalid subscription_item id: ${call.id}`,
    param: "id",
  });
}

function itemIn(row: SubscriptionRow, id: string): SubscriptionRow["items"][number] {
  const kept = row.items.find((of) => of.id === id);
  if (kept === undefined) throw new TypeError("an item of another subscription");
  return kept;
}

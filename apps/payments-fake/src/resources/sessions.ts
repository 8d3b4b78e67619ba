import { z } from "zod";
import { emit } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import { expandable, mergeMetadata, metadata, onlyExpand, paged } from "../http/params.ts";
import { found, listOf, route, type Call, type Route } from "../http/route.ts";
import { session as shape, sessionLines } from "../shapes/checkout.ts";
import type { SessionRow } from "../state/rows.ts";
import type { World } from "../state/world.ts";
import { createSession } from "./session-create.ts";
import { createSessionParams, listSessionParams } from "./session-params.ts";

/** Ends a session that nobody paid. */
export function expireSession(world: World, row: SessionRow): SessionRow {
  if (row.status !== "open") {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${row.status}.`,
      "resource_state_invalid",
    );
  }
  const expired = world.tables.sessions.put({ ...row, status: "expired" });
  emit(world, { type: "checkout.session.expired", object: shape(expired, world) });
  return expired;
}

export const sessionRoutes: readonly Route[] = [
  route("POST", "/v1/checkout/sessions", createSessionParams, (call) => shape(createSession(call), call.world)),
  route("GET", "/v1/checkout/sessions", listSessionParams, (call) => {
    const { params, world } = call;
    return listOf({
      call,
      table: world.tables.sessions,
      url: "/v1/checkout/sessions",
      shape: (row) => shape(row, world),
      where: {
        customer: params.customer,
        paymentIntent: params.payment_intent,
        subscription: params.subscription,
        status: params.status,
      },
      matches: (row) =>
        params.customer_details === undefined ||
        (row.chosen.email ?? row.customerEmail) === params.customer_details.email,
    });
  }),
  route("GET", "/v1/checkout/sessions/:id", onlyExpand, (call) => shape(sessionOf(call), call.world)),
  route(
    "POST",
    "/v1/checkout/sessions/:id",
    z.strictObject({ ...expandable, metadata: metadata.optional() }),
    (call) => {
      const before = sessionOf(call);
      return shape(
        call.world.tables.sessions.put({ ...before, metadata: mergeMetadata(before.metadata, call.params.metadata) }),
        call.world,
      );
    },
  ),
  route("POST", "/v1/checkout/sessions/:id/expire", onlyExpand, (call) =>
    shape(expireSession(call.world, sessionOf(call)), call.world),
  ),
  route("GET", "/v1/checkout/sessions/:id/line_items", z.strictObject(paged), (call) =>
    sessionLines(sessionOf(call), call.world),
  ),
];

function sessionOf(call: Call<unknown>): SessionRow {
  return found(call, call.world.tables.sessions, "checkout.session", call.id);
}

import { z } from "zod";
import { advanceTestClock } from "../clock/advance.ts";
import { invalidRequest } from "../http/api-error.ts";
import {
  bool,
  clearable,
  expandable,
  int,
  mergeMetadata,
  metadata,
  onlyExpand,
  paged,
  text,
  webUrl,
  word,
} from "../http/params.ts";
import { found, listOf, route, type Route } from "../http/route.ts";
import { API_VERSION } from "../shapes/wire.ts";
import { endpoint as endpointShape, portalSession, testClock as clockShape } from "../shapes/service.ts";
import { newId, randomText } from "../state/ids.ts";
import type { EventRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";

const createEndpoint = z.strictObject({
  ...expandable,
  url: webUrl,
  enabled_events: z.array(word).min(1).max(500),
  api_version: z.literal(API_VERSION).optional(),
  connect: bool.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
});
const createPortal = z.strictObject({
  ...expandable,
  customer: word,
  return_url: webUrl.optional(),
  locale: text.optional(),
  configuration: word.optional(),
});
const createClock = z.strictObject({ ...expandable, frozen_time: int, name: text.optional() });
const listEvents = z.strictObject({
  ...paged,
  type: word.optional(),
  types: z.array(word).max(20).optional(),
  delivery_success: bool.optional(),
});

/** An event as it is now: only how many deliveries are still to be made ever changes. */
function eventShape(row: EventRow, world: World): unknown {
  const waiting = world.tables.deliveries.having("event", row.id).filter(({ state }) => state === "waiting").length;
  return { ...(JSON.parse(row.body) as object), pending_webhooks: waiting };
}

function typeMatches(row: EventRow, wanted: string): boolean {
  return wanted.endsWith("*") ? row.type.startsWith(wanted.slice(0, -1)) : row.type === wanted;
}

const events: readonly Route[] = [
  route("GET", "/v1/events", listEvents, (call) => {
    const { type, types } = call.params;
    const exact = type !== undefined && !type.endsWith("*") ? type : undefined;
    return listOf({
      call: { ...call, account: undefined },
      table: call.world.tables.events,
      url: "/v1/events",
      shape: (row) => eventShape(row, call.world),
      where: { type: exact },
      matches: (row) => {
        if (row.v2 || (call.account ?? null) !== row.about) return false;
        if (type !== undefined && !typeMatches(row, type)) return false;
        return types === undefined || types.some((wanted) => typeMatches(row, wanted));
      },
    });
  }),
  route("GET", "/v1/events/:id", onlyExpand, (call) =>
    eventShape(found({ account: undefined }, call.world.tables.events, "event", call.id), call.world),
  ),
  route(
    "GET",
    "/v2/core/events/:id",
    z.strictObject({}),
    (call) => JSON.parse(found({ account: undefined }, call.world.tables.events, "event", call.id).body) as unknown,
  ),
  route(
    "GET",
    "/v2/core/events",
    z.strictObject({ limit: int.optional(), page: word.optional(), object_id: word.optional() }),
    (call) => {
      const { limit = 20, page, object_id: about } = call.params;
      const { rows, more } = call.world.tables.events.list({
        limit,
        after: page,
        matches: (row) => row.v2 && (about === undefined || row.about === about),
      });
      const last = rows.at(-1);
      return {
        data: rows.map((row) => JSON.parse(row.body) as unknown),
        next_page_url: more && last !== undefined ? `/v2/core/events?page=${last.id}&limit=${limit}` : null,
        previous_page_url: null,
      };
    },
  ),
];

const endpoints: readonly Route[] = [
  route("POST", "/v1/webhook_endpoints", createEndpoint, (call) => {
    const { params, world } = call;
    const row = world.tables.endpoints.put({
      id: newId("we"),
      created: world.now(),
      url: params.url,
      secret: `whsec_${randomText(32)}`,
      events: params.enabled_events,
      connect: params.connect ?? null,
      status: "enabled",
      description: params.description ?? null,
      metadata: mergeMetadata({}, params.metadata),
    });
    return endpointShape(row, true);
  }),
  route("GET", "/v1/webhook_endpoints", z.strictObject(paged), (call) =>
    listOf({
      call,
      table: call.world.tables.endpoints,
      url: "/v1/webhook_endpoints",
      shape: (row) => endpointShape(row, false),
    }),
  ),
  route("GET", "/v1/webhook_endpoints/:id", onlyExpand, (call) =>
    endpointShape(found(call, call.world.tables.endpoints, "webhook endpoint", call.id), false),
  ),
  route("DELETE", "/v1/webhook_endpoints/:id", z.strictObject({}), (call) => {
    const row = found(call, call.world.tables.endpoints, "webhook endpoint", call.id);
    call.world.tables.endpoints.remove(row.id);
    return { id: row.id, object: "webhook_endpoint", deleted: true };
  }),
];

const clocks: readonly Route[] = [
  route("POST", "/v1/test_helpers/test_clocks", createClock, (call) => {
    const row = call.world.tables.testClocks.put({
      id: newId("clock"),
      created: call.world.now(),
      frozen: call.params.frozen_time,
      name: call.params.name ?? null,
    });
    return clockShape(row);
  }),
  route("GET", "/v1/test_helpers/test_clocks", z.strictObject(paged), (call) =>
    listOf({ call, table: call.world.tables.testClocks, url: "/v1/test_helpers/test_clocks", shape: clockShape }),
  ),
  route("GET", "/v1/test_helpers/test_clocks/:id", onlyExpand, (call) =>
    clockShape(found(call, call.world.tables.testClocks, "test clock", call.id)),
  ),
  route(
    "POST",
    "/v1/test_helpers/test_clocks/:id/advance",
    z.strictObject({ ...expandable, frozen_time: int }),
    (call) => {
      const row = found(call, call.world.tables.testClocks, "test clock", call.id);
      if (call.params.frozen_time <= row.frozen)
        throw invalidRequest("The frozen time must be in the clock's future.", "parameter_invalid", "frozen_time");
      return clockShape(advanceTestClock(call.world, row, call.params.frozen_time));
    },
  ),
  route("DELETE", "/v1/test_helpers/test_clocks/:id", z.strictObject({}), (call) => {
    const { tables, agenda } = call.world;
    const row = found(call, tables.testClocks, "test clock", call.id);
    for (const subscription of tables.subscriptions.having("testClock", row.id))
      tables.subscriptions.remove(subscription.id);
    for (const customer of tables.customers.having("testClock", row.id)) tables.customers.remove(customer.id);
    tables.testClocks.remove(row.id);
    agenda.forget(row.id);
    return { id: row.id, object: "test_helpers.test_clock", deleted: true };
  }),
];

const portal: readonly Route[] = [
  route("POST", "/v1/billing_portal/sessions", createPortal, (call) => {
    const { world, params } = call;
    const customer = found(call, world.tables.customers, "customer", params.customer, "customer");
    const row = world.tables.portalSessions.put({
      id: newId("bps"),
      created: world.now(),
      customer: customer.id,
      returnUrl: params.return_url ?? null,
      locale: params.locale ?? null,
    });
    return portalSession(row, world);
  }),
];

export const serviceRoutes: readonly Route[] = [...events, ...endpoints, ...clocks, ...portal];

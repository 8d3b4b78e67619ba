import type { Stripe } from "stripe";
import type { EndpointRow, PortalSessionRow, TestClockRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { API_VERSION, type Wire } from "./wire.ts";

/** The secret is told once, when the endpoint is made. */
export function endpoint(row: EndpointRow, withSecret: boolean): Wire<Stripe.WebhookEndpoint> {
  return {
    id: row.id,
    object: "webhook_endpoint",
    api_version: API_VERSION,
    application: null,
    created: row.created,
    description: row.description,
    enabled_events: [...row.events],
    livemode: false,
    metadata: row.metadata,
    ...(withSecret ? { secret: row.secret } : {}),
    status: row.status,
    url: row.url,
  };
}

export function portalSession(row: PortalSessionRow, world: World): Wire<Stripe.BillingPortal.Session> {
  return {
    id: row.id,
    object: "billing_portal.session",
    configuration: "bpc_1FleetPersonaDefault0000001",
    created: row.created,
    customer: row.customer,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: row.locale as never,
    on_behalf_of: null,
    return_url: row.returnUrl,
    url: `${world.baseUrl}/billing/${row.id}`,
  };
}

export function testClock(row: TestClockRow): Wire<Stripe.TestHelpers.TestClock> {
  return {
    id: row.id,
    object: "test_helpers.test_clock",
    created: row.created,
    deletes_after: row.created + 30 * 86_400,
    frozen_time: row.frozen,
    livemode: false,
    name: row.name,
    status: "ready",
    status_details: {},
  };
}

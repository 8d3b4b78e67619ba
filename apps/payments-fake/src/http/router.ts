import { accountRoutes } from "../resources/accounts.ts";
import { catalogueRoutes } from "../resources/catalogue.ts";
import { chargeRoutes } from "../resources/charges.ts";
import { customerRoutes } from "../resources/customers.ts";
import { disputeRoutes } from "../resources/disputes.ts";
import { invoiceRoutes } from "../resources/invoices.ts";
import { paymentIntentRoutes } from "../resources/payment-intents.ts";
import { payoutRoutes } from "../resources/payouts.ts";
import { refundRoutes } from "../resources/refunds.ts";
import { serviceRoutes } from "../resources/services.ts";
import { sessionRoutes } from "../resources/sessions.ts";
import { subscriptionRoutes } from "../resources/subscriptions.ts";
import { transferRoutes } from "../resources/transfers.ts";
import type { Route } from "./route.ts";

/** Every operation that is simulated. */
export const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...catalogueRoutes,
  ...chargeRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...invoiceRoutes,
  ...paymentIntentRoutes,
  ...payoutRoutes,
  ...refundRoutes,
  ...serviceRoutes,
  ...sessionRoutes,
  ...subscriptionRoutes,
  ...transferRoutes,
];

export type Matched = { readonly route: Route; readonly variables: readonly string[] };

const PATTERNS = ROUTES.map((route) => ({ route, parts: route.path.split("/") }));

/** The operation a path names; fixed words win over variables, whatever the order of the table. */
export function match(method: string, pathname: string): Matched | null {
  const parts = pathname.split("/");
  let best: Matched | null = null;
  for (const { route, parts: pattern } of PATTERNS) {
    if (route.method !== method || pattern.length !== parts.length) continue;
    const variables: string[] = [];
    const fits = pattern.every((part, at) => {
      const given = parts[at] ?? "";
      if (!part.startsWith(":")) return part === given;
      variables.push(decodeURIComponent(given));
      return given !== "";
    });
    if (fits && (best === null || variables.length < best.variables.length)) best = { route, variables };
  }
  return best;
}

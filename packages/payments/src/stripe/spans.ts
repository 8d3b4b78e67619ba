import type { Stripe } from "stripe";
import type { Page, PaymentGateway } from "../payment-gateway.ts";
import { balanceMovementOf } from "./movement-of.ts";
import { pageSize } from "./stripe-client.ts";

type Methods = Pick<PaymentGateway, "listMovements" | "listSubjects">;
type Span = Parameters<PaymentGateway["listMovements"]>[0];

/** What came about in a span of time, page by page, for those who compare. */
export function stripeSpans(stripe: Stripe): Methods {
  return {
    async listMovements(span) {
      const expand = ["data.source", "data.source.transfer"];
      return pageOf(await stripe.balanceTransactions.list({ ...listParams(span), expand }), balanceMovementOf);
    },
    async listSubjects(kind, span) {
      const params = listParams(span);
      switch (kind) {
        case "checkout":
          return pageOf(await stripe.checkout.sessions.list(params), idAlone);
        case "payment":
          return pageOf(await stripe.charges.list(params), idAlone);
        case "subscription":
          return pageOf(await stripe.subscriptions.list({ ...params, status: "all" }), idAlone);
        default:
          return kind satisfies never;
      }
    },
  };
}

// Stripe counts in whole seconds: a span that begins within one leaves it to the span before.
function listParams({ from, to, cursor }: Span) {
  return {
    created: { gte: Math.ceil(from / 1000), lt: Math.ceil(to / 1000) },
    limit: pageSize,
    ...(cursor === null ? {} : { starting_after: cursor }),
  };
}

function idAlone(item: { readonly id: string }): string {
  return item.id;
}

function pageOf<Item extends { readonly id: string }, Read>(
  list: Stripe.ApiList<Item>,
  read: (item: Item) => Read,
): Page<Read> {
  return { items: list.data.map(read), next: list.has_more ? (list.data.at(-1)?.id ?? null) : null };
}

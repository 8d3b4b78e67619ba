import type { OrderView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { buttonLook } from "../../ui/button-look.ts";
import { Card, CardHead } from "../../ui/card.tsx";
import { ItemList } from "../../ui/item-list.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Row } from "../../ui/row.tsx";
import { GiveUpButton } from "./order-buttons.tsx";
import { amountWords, orderStanding } from "./order-words.ts";
import { StandingBadge, StandingSentence } from "./standing-line.tsx";

type Props = { readonly orders: readonly OrderView[]; readonly mayBuy: boolean };

/** What was ordered and is not paid. */
export function WaitingList({ orders, mayBuy }: Props) {
  if (orders.length === 0) return null;
  return (
    <Card aria-label="Waiting to be paid">
      <CardHead title="Waiting to be paid" note="Nothing is charged before you pay" />
      <ItemList>
        {orders.map((order) => (
          <WaitingOrder key={order.orderId} order={order} mayBuy={mayBuy} />
        ))}
      </ItemList>
    </Card>
  );
}

function WaitingOrder({ order, mayBuy }: { readonly order: OrderView; readonly mayBuy: boolean }) {
  const { orderId, title, personaId, orderedBy, checkoutUrl } = order;
  const standing = orderStanding(order);
  return (
    <li>
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <StandingBadge standing={standing} />
          <Link href={`/orders/${orderId}`}>{title}</Link>
          <span className="font-mono text-12">{amountWords(order)}</span>
        </p>
        <p className="text-13 text-muted">
          Ordered by {orderedBy}. <StandingSentence standing={standing} as="minute" />
        </p>
      </div>
      {mayBuy && (
        <Row as="span">
          {checkoutUrl === null ? (
            <LinkButton size="small" href={`/store/${personaId}#get`}>
              Order it again
            </LinkButton>
          ) : (
            // The processor's page: not one of the hub's routes.
            <a className={buttonLook({ tone: "primary", size: "small" })} href={checkoutUrl}>
              Continue to payment
            </a>
          )}
          <GiveUpButton {...{ orderId, title }} />
        </Row>
      )}
    </li>
  );
}

import type { PaymentView, RefundRequestView } from "@fleet-persona/hub-core";
import { Card, CardHead } from "../../ui/card.tsx";
import { ItemList } from "../../ui/item-list.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { shownMoney } from "../shown-money.ts";
import { WithdrawButton } from "./order-buttons.tsx";
import { requestStanding } from "./payment-words.ts";
import { StandingBadge, StandingSentence } from "./standing-line.tsx";

type Props = { readonly payments: readonly PaymentView[]; readonly mayBuy: boolean };

/** What was asked back, and what came of it. */
export function RequestList({ payments, mayBuy }: Props) {
  const requests = payments.flatMap(({ request }) => (request === null ? [] : [request]));
  if (requests.length === 0) return null;
  return (
    <Card aria-label="Money back">
      <CardHead title="Money back" note="The newest request for each payment" />
      <ItemList>
        {requests.map((request) => (
          <Request key={request.requestId} {...{ request, mayBuy }} />
        ))}
      </ItemList>
    </Card>
  );
}

function Request({ request, mayBuy }: { readonly request: RefundRequestView; readonly mayBuy: boolean }) {
  const { requestId, title, amountMinor, currency, reason, byBuyer, askedAt, status } = request;
  const standing = requestStanding(request, "buyer");
  return (
    <li>
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <StandingBadge standing={standing} />
          {title}
          <span className="font-mono text-12">{shownMoney({ amountMinor, currency })}</span>
        </p>
        <p className="text-13 wrap-anywhere text-muted">
          <LocalTime at={askedAt} as="day" />
          {!byBuyer && ", unasked"}: “{reason}”
        </p>
        <p className="text-13 wrap-anywhere empty:hidden">
          {status === "refused" && "The seller says: "}
          <StandingSentence standing={standing} />
        </p>
      </div>
      {mayBuy && status === "asked" && <WithdrawButton {...{ requestId, title }} />}
    </li>
  );
}

import type { RefundRequestView } from "@fleet-persona/hub-core";
import { Card, CardHead } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ItemList } from "../../ui/item-list.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Notice } from "../../ui/notice.tsx";
import { requestStanding } from "../orders/payment-words.ts";
import { StandingBadge, StandingSentence } from "../orders/standing-line.tsx";
import { shownMoney } from "../shown-money.ts";
import { DecideRefund } from "./decide-refund.tsx";

type Props = { readonly requests: readonly RefundRequestView[]; readonly maySell: boolean; readonly tenant: string };

/** The requests a seller has to answer, and what came of the others. */
export function RefundDesk({ requests, maySell, tenant }: Props) {
  const [waiting, decided] = [
    requests.filter(({ status }) => status === "asked"),
    requests.filter(({ status }) => status !== "asked"),
  ];
  return (
    <>
      <Card aria-label="To decide">
        <CardHead title="To decide" note="Within seven days; what nobody answers is granted by itself" />
        {waiting.length === 0 ? (
          <EmptyState title="Nobody waits for you">
            Buyers can ask for their money back for 14 days after each payment. What they ask comes here.
          </EmptyState>
        ) : (
          <ItemList>
            {waiting.map((request) => (
              <RequestItem key={request.requestId} request={request} maySell={maySell} />
            ))}
          </ItemList>
        )}
        {waiting.length > 0 && !maySell && <Notice className="m-4">An admin of {tenant} can decide.</Notice>}
      </Card>
      {decided.length > 0 && (
        <Card aria-label="Decided">
          <CardHead title="Decided" note="Newest first" />
          <ItemList>
            {decided.map((request) => (
              <RequestItem key={request.requestId} request={request} maySell={false} />
            ))}
          </ItemList>
        </Card>
      )}
    </>
  );
}

function RequestItem({ request, maySell }: { readonly request: RefundRequestView; readonly maySell: boolean }) {
  const { title, amountMinor, paidMinor, currency, reason, byBuyer, askedAt, status, answer } = request;
  const standing = requestStanding(request, "seller");
  const whole = amountMinor === paidMinor;
  return (
    <li>
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <StandingBadge standing={standing} />
          {title}
          <span className="font-mono text-12">{shownMoney({ amountMinor, currency })}</span>
          <span className="text-12 font-normal text-muted">
            {whole ? "all of it" : `of ${shownMoney({ amountMinor: paidMinor, currency })}`}
          </span>
        </p>
        <p className="text-13 wrap-anywhere text-muted">
          <LocalTime at={askedAt} as="day" />
          {!byBuyer && ", unasked"}: “{reason}”
        </p>
        <p className="text-13 wrap-anywhere empty:hidden">
          {status === "refused" && "You said: "}
          <StandingSentence standing={standing} />
          {status !== "refused" && answer !== null && answer !== "" && ` You said: ${answer}`}
        </p>
      </div>
      {maySell && <DecideRefund request={request} />}
    </li>
  );
}

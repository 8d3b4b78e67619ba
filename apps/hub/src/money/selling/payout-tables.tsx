import type { SellerAccountView, TransferView } from "@fleet-persona/hub-core";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { Money } from "../money.tsx";
import { shownMoney } from "../shown-money.ts";
import type { Payouts } from "./read-payouts.ts";
import { payoutWords } from "./payout-words.ts";

/** What the processor holds for the seller, on its way to its bank. */
export function HeldCard({ held }: { readonly held: SellerAccountView["held"] }) {
  return (
    <Card aria-label="At the payment processor">
      <CardHead title="At the payment processor" note="Transferred to your account, not at your bank yet" />
      <CardBody>
        {held.length === 0 ? (
          <p className="text-13 text-muted">Nothing now.</p>
        ) : (
          <Facts>
            {held.map(({ currency, availableMinor, pendingMinor }) => (
              <Fact key={currency} term={currency}>
                <Money amountMinor={availableMinor} currency={currency} /> can be paid out
                {pendingMinor !== 0 && `, ${shownMoney({ amountMinor: pendingMinor, currency })} settles first`}
              </Fact>
            ))}
          </Facts>
        )}
      </CardBody>
    </Card>
  );
}

/** What went to the seller's bank. */
export function PayoutTable({ payouts }: { readonly payouts: Payouts }) {
  return (
    <Card aria-label="Payouts to your bank">
      <CardHead title="Payouts to your bank" note="As the payment processor says now" />
      {payouts.kind === "silent" ? (
        <Notice tone="warn" className="m-4">
          {payouts.sentence} Everything else on this page is this hub’s own and holds.
        </Notice>
      ) : payouts.payouts.length === 0 ? (
        <EmptyState title="Nothing was paid out yet">
          What is transferred to your account goes on to your bank as you choose below.
        </EmptyState>
      ) : (
        <Table caption="Payouts to your bank" stacks>
          <thead>
            <tr>
              <Th>Begun</Th>
              <Th num>Amount</Th>
              <Th>State</Th>
              <Th>At your bank</Th>
            </tr>
          </thead>
          <tbody>
            {payouts.payouts.map((payout) => {
              const { tone, word, says } = payoutWords(payout);
              return (
                <tr key={payout.payoutId}>
                  <Td data-label="Begun" className="whitespace-nowrap">
                    <LocalTime at={payout.createdAt} as="day" />
                  </Td>
                  <Td data-label="Amount" num>
                    <Money amountMinor={payout.amountMinor} currency={payout.currency} />
                  </Td>
                  <Td data-label="State">
                    <Badge tone={tone}>{word}</Badge>
                    {says !== null && <span className="block text-12 text-muted">{says}</span>}
                  </Td>
                  <Td data-label="At your bank" className="whitespace-nowrap">
                    <LocalTime at={payout.arrivesAt} as="day" />
                  </Td>
                </tr>
              );
            })}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

/** What was transferred to the seller's account, sale by sale. */
export function TransferTable({ transfers }: { readonly transfers: readonly TransferView[] }) {
  return (
    <Card aria-label="Transfers to your account">
      <CardHead title="Transfers to your account" note="The last hundred, newest first; one for each sale" />
      {transfers.length === 0 ? (
        <EmptyState title="Nothing was transferred yet">
          The share of a sale is transferred once its 14 days are over and enough has come together.
        </EmptyState>
      ) : (
        <Table caption="Transfers to your account" stacks>
          <thead>
            <tr>
              <Th>For the sale of</Th>
              <Th>When</Th>
              <Th num>Amount</Th>
              <Th num>Taken back</Th>
            </tr>
          </thead>
          <tbody>
            {transfers.map(({ transferId, title, createdAt, amountMinor, reversedMinor, currency }) => (
              <tr key={transferId}>
                <Th scope="row">{title}</Th>
                <Td data-label="When" className="whitespace-nowrap">
                  <LocalTime at={createdAt} as="day" />
                </Td>
                <Td data-label="Amount" num>
                  <Money amountMinor={amountMinor} currency={currency} />
                </Td>
                <Td data-label="Taken back" num>
                  {reversedMinor === 0 ? "–" : <Money amountMinor={reversedMinor} currency={currency} />}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

import type { SaleView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Card, CardHead } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { Money } from "../money.tsx";
import { StandingBadge, StandingSentence } from "../orders/standing-line.tsx";
import { shownMoney } from "../shown-money.ts";
import { GiveBack } from "./give-back.tsx";
import { leftOf, saleStanding } from "./sale-words.ts";

type Props = { readonly sales: readonly SaleView[]; readonly maySell: boolean; readonly now: number };

/** What was sold, never to whom. */
export function SalesTable({ sales, maySell, now }: Props) {
  return (
    <Card aria-label="Sales">
      <CardHead
        title="Sales"
        note="The last hundred, newest first. Who bought is not shown: buyers are the platform’s"
      />
      {sales.length === 0 ? (
        <EmptyState title="Nothing was sold yet" action={{ href: "/author", label: "See your Personas" }}>
          What is listed with a price can be bought as soon as your account is active.
        </EmptyState>
      ) : (
        <Table caption="Sales" stacks>
          <thead>
            <tr>
              <Th>Persona</Th>
              <Th>Sold</Th>
              <Th num>Buyer paid</Th>
              <Th num>Your share of it</Th>
              <Th>State</Th>
              <Th>
                <span className="visually-hidden">What you can do</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {sales.map((sale) => (
              <SaleRow key={sale.paymentId} {...{ sale, maySell, now }} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function SaleRow({ sale, maySell, now }: Omit<Props, "sales"> & { readonly sale: SaleView }) {
  const { personaId, title, paidAt, amountMinor, taxMinor, refundedMinor, sellerMinor, currency } = sale;
  const standing = saleStanding(sale, now);
  return (
    <tr>
      <Th scope="row" className="min-w-35">
        <Link href={`/author/${personaId}/statistics`}>{title}</Link>
      </Th>
      <Td data-label="Sold" className="whitespace-nowrap">
        <LocalTime at={paidAt} as="day" />
      </Td>
      <Td data-label="Buyer paid" num>
        <span>
          <Money amountMinor={amountMinor} currency={currency} />
          {taxMinor > 0 && (
            <span className="block text-muted">tax {shownMoney({ amountMinor: taxMinor, currency })}</span>
          )}
          {refundedMinor > 0 && (
            <span className="block text-muted">{shownMoney({ amountMinor: refundedMinor, currency })} went back</span>
          )}
        </span>
      </Td>
      <Td data-label="Your share of it" num>
        <Money amountMinor={sellerMinor} currency={currency} />
      </Td>
      <Td data-label="State" className="min-w-45">
        <span className="grid gap-1">
          <span>
            <StandingBadge standing={standing} />
          </span>
          <span className="text-12 text-muted">
            <StandingSentence standing={standing} />
          </span>
        </span>
      </Td>
      <Td className="max-md:empty:hidden">{maySell && leftOf(sale) > 0 && <GiveBack sale={sale} />}</Td>
    </tr>
  );
}

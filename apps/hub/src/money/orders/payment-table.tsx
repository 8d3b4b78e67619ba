import type { PaymentView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card, CardHead } from "../../ui/card.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { Money } from "../money.tsx";
import { shownMoney } from "../shown-money.ts";
import { AskRefund } from "./ask-refund.tsx";
import { paymentStanding, requestStanding } from "./payment-words.ts";
import { StandingBadge, StandingSentence } from "./standing-line.tsx";

type Props = { readonly payments: readonly PaymentView[]; readonly mayBuy: boolean };

/** Every payment with its papers, and whether its money can be asked back. */
export function PaymentTable({ payments, mayBuy }: Props) {
  return (
    <Card aria-label="Payments">
      <CardHead title="Payments" note="Newest first; amounts with tax" />
      {payments.length === 0 ? (
        <EmptyState title="Nothing was paid yet">Each payment is kept here with its invoice and receipt.</EmptyState>
      ) : (
        <Table caption="Payments" stacks>
          <thead>
            <tr>
              <Th>For</Th>
              <Th>Paid</Th>
              <Th num>Amount</Th>
              <Th>State</Th>
              <Th>Papers</Th>
              <Th>Money back</Th>
            </tr>
          </thead>
          <tbody>
            {payments.map((payment) => (
              <PaymentRow key={payment.paymentId} {...{ payment, mayBuy }} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function PaymentRow({ payment, mayBuy }: { readonly payment: PaymentView; readonly mayBuy: boolean }) {
  const { orderId, title, paidAt, card, amountMinor, taxMinor, currency } = payment;
  const standing = paymentStanding(payment);
  return (
    <tr>
      <Th scope="row" className="min-w-40">
        <Link href={`/orders/${orderId}`}>{title}</Link>
      </Th>
      <Td data-label="Paid" className="whitespace-nowrap">
        <span>
          <LocalTime at={paidAt} as="day" />
          {card !== null && <span className="block text-12 text-muted">{card}</span>}
        </span>
      </Td>
      <Td data-label="Amount" num>
        <span>
          <Money amountMinor={amountMinor} currency={currency} />
          {taxMinor > 0 && (
            <span className="block text-muted">tax {shownMoney({ amountMinor: taxMinor, currency })}</span>
          )}
        </span>
      </Td>
      <Td data-label="State" className="min-w-40">
        <span className="grid gap-1">
          <span>
            <StandingBadge standing={standing} />
          </span>
          <span className="text-12 text-muted empty:hidden">
            <StandingSentence standing={standing} />
          </span>
        </span>
      </Td>
      <Td data-label="Papers">
        <Papers payment={payment} />
      </Td>
      <Td data-label="Money back" className="min-w-40">
        <MoneyBack {...{ payment, mayBuy }} />
      </Td>
    </tr>
  );
}

function Papers({ payment }: { readonly payment: PaymentView }) {
  const { status, invoiceNumber, invoiceUrl, invoicePdfUrl, receiptUrl } = payment;
  const papers = [
    [invoiceUrl, invoiceNumber === null ? "Invoice" : `Invoice ${invoiceNumber}`],
    [invoicePdfUrl, "PDF"],
    [receiptUrl, "Receipt"],
  ] as const;
  const there = papers.filter(([url]) => url !== null);
  if (there.length === 0) return <span className="text-muted">{status === "failed" ? "–" : "none yet"}</span>;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {there.map(([url, label]) => (
        <a key={label} href={url ?? ""} target="_blank" rel="noreferrer" className="whitespace-nowrap">
          {label}
        </a>
      ))}
    </span>
  );
}

function MoneyBack({ payment, mayBuy }: { readonly payment: PaymentView; readonly mayBuy: boolean }) {
  const { refundableUntil, request, status, disputed } = payment;
  if (request !== null && (request.status === "asked" || request.status === "granted")) {
    const { says, at } = requestStanding(request, "buyer");
    return (
      <span className="text-12 text-muted">
        <StandingSentence standing={{ tone: "accent", word: "", says, at }} />
      </span>
    );
  }
  if (refundableUntil === null) {
    const over = status === "succeeded" && disputed === null;
    return <span className="text-12 text-muted">{over ? "No more: 14 days are over." : "–"}</span>;
  }
  return (
    <span className="grid justify-items-start gap-1">
      {mayBuy && <AskRefund payment={payment} />}
      <span className="text-12 text-muted">
        Can be asked until <LocalTime at={refundableUntil} as="day" />.
      </span>
    </span>
  );
}

import type { ClosingReport } from "@fleet-persona/hub-core";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardBody, CardFoot, CardHead } from "../../ui/card.tsx";
import { classes } from "../../ui/classes.ts";
import { Row } from "../../ui/row.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { Money } from "../money.tsx";
import { SpanForm } from "../span-form.tsx";
import { accountWords } from "./account-words.ts";

type Props = { readonly report: ClosingReport; readonly span: { readonly from: string; readonly to: string } };

/** The books of a span: what each account held, what moved, what it holds; and that they add up. */
export function ClosingSection({ report, span }: Props) {
  const { rows, sums } = report;
  return (
    <Card aria-label="Closing report">
      <CardHead title="Closing report" note={`${span.from} up to ${span.to}, UTC. Debits above zero, credits below`}>
        {sums.map(({ currency, amountMinor }) => (
          <Badge key={currency} tone={amountMinor === 0 ? "good" : "bad"}>
            {amountMinor === 0 ? `${currency} adds up to zero` : `${currency} does not add up`}
          </Badge>
        ))}
      </CardHead>
      <CardBody>
        <SpanForm action="/platform/money" label="Choose the span" button="Close these books" {...span} />
      </CardBody>
      {rows.length > 0 && <ReportTable report={report} />}
      <CardFoot>
        <Row spread align="end">
          <SpanForm action="/platform/money/ledger.csv" label="Take the ledger away" button="Download CSV" {...span} />
        </Row>
      </CardFoot>
    </Card>
  );
}

function ReportTable({ report: { rows, sums } }: Pick<Props, "report">) {
  return (
    <Table caption="Closing report" stacks>
      <thead>
        <tr>
          <Th>Account</Th>
          <Th num>Opening</Th>
          <Th num>Debits</Th>
          <Th num>Credits</Th>
          <Th num>Closing</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ account, currency, openingMinor, debitMinor, creditMinor, closingMinor }) => (
          <tr key={`${account} ${currency}`}>
            <Th scope="row">{accountWords(account).name}</Th>
            <Amount label="Opening" amountMinor={openingMinor} currency={currency} />
            <Amount label="Debits" amountMinor={debitMinor} currency={currency} />
            <Amount label="Credits" amountMinor={-creditMinor} currency={currency} />
            <Amount label="Closing" amountMinor={closingMinor} currency={currency} sum />
          </tr>
        ))}
        {sums.map(({ currency, amountMinor }) => (
          <tr key={currency} className="border-t-2 border-line-strong">
            <Th scope="row">All of {currency}</Th>
            <Td colSpan={3} className="max-md:hidden!" />
            <Amount label="Closing" amountMinor={amountMinor} currency={currency} sum />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type AmountProps = {
  readonly label: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly sum?: boolean;
};

function Amount({ label, amountMinor, currency, sum = false }: AmountProps) {
  return (
    <Td data-label={label} num className={classes(sum && "font-semibold")}>
      <Money amountMinor={amountMinor} currency={currency} />
    </Td>
  );
}

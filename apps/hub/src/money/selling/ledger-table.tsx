import type { LedgerLine } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Card, CardFoot, CardHead } from "../../ui/card.tsx";
import { classes } from "../../ui/classes.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Row } from "../../ui/row.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { Money } from "../money.tsx";
import { SpanForm } from "../span-form.tsx";
import { lineWords } from "./ledger-words.ts";

type Props = {
  readonly lines: readonly LedgerLine[];
  /** Where the lines before these are; none where these are the first. */
  readonly older: string | null;
  readonly newer: string | null;
  readonly month: { readonly from: string; readonly to: string };
};

/** The seller's account, line by line. */
export function LedgerTable({ lines, older, newer, month }: Props) {
  return (
    <Card aria-label="Every line of your account">
      <CardHead
        title="Every line of your account"
        note="Newest first. The balance after a line is what the platform owes you then"
      />
      {lines.length === 0 ? (
        <EmptyState title="No line yet">Your first sale is the first line.</EmptyState>
      ) : (
        <Table caption="Lines of your account" stacks>
          <thead>
            <tr>
              <Th>When</Th>
              <Th>What</Th>
              <Th num>Amount</Th>
              <Th num>Balance</Th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={`${line.entryId} ${line.currency}`} line={line} />
            ))}
          </tbody>
        </Table>
      )}
      <CardFoot>
        <Row spread align="end">
          <SpanForm action="/author/money/ledger.csv" label="Take your account away" button="Download CSV" {...month} />
          <Row>
            {newer !== null && <LinkButton href={newer}>Newest lines</LinkButton>}
            {older !== null && <LinkButton href={older}>Older lines</LinkButton>}
          </Row>
        </Row>
      </CardFoot>
    </Card>
  );
}

function Line({ line }: { readonly line: LedgerLine }) {
  const { at, personaId, amountMinor, balanceMinor, currency } = line;
  const { says, how } = lineWords(line);
  return (
    <tr>
      <Td data-label="When" className="whitespace-nowrap text-muted">
        <LocalTime at={at} as="day" />
      </Td>
      <Th scope="row" className="max-md:py-1">
        <span>
          {personaId === null ? says : <Link href={`/author/${personaId}/statistics`}>{says}</Link>}
          <span className="block text-12 font-normal text-muted">{how}</span>
        </span>
      </Th>
      <Td data-label="Amount" num>
        <Money
          signed
          amountMinor={amountMinor}
          currency={currency}
          className={classes(amountMinor < 0 && "text-bad")}
        />
      </Td>
      <Td data-label="Balance" num>
        <Money amountMinor={balanceMinor} currency={currency} />
      </Td>
    </tr>
  );
}

import type { PlatformMoney } from "@fleet-persona/hub-core";
import { Card, CardHead } from "../../ui/card.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { Money } from "../money.tsx";
import { monthWords } from "./account-words.ts";

/** What the platform earned, month by month. */
export function MonthTable({ months }: Pick<PlatformMoney, "months">) {
  if (months.length === 0) return null;
  return (
    <Card aria-label="Revenue by month">
      <CardHead
        title="Revenue by month"
        note="UTC months, newest first. What was given back counts in the month in which it went back"
      />
      <Table caption="Revenue by month" stacks>
        <thead>
          <tr>
            <Th>Month</Th>
            <Th num>Sold, with tax</Th>
            <Th num>Tax</Th>
            <Th num>Commission</Th>
            <Th num>Processing fees</Th>
            <Th num>Left</Th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, currency, soldMinor, taxMinor, commissionMinor, feesMinor }) => (
            <tr key={`${month} ${currency}`}>
              <Th scope="row" className="whitespace-nowrap">
                {monthWords(month)}
              </Th>
              <Td data-label="Sold" num>
                <Money amountMinor={soldMinor} currency={currency} />
              </Td>
              <Td data-label="Tax" num>
                <Money amountMinor={taxMinor} currency={currency} />
              </Td>
              <Td data-label="Commission" num>
                <Money amountMinor={commissionMinor} currency={currency} />
              </Td>
              <Td data-label="Fees" num>
                <Money amountMinor={-feesMinor} currency={currency} />
              </Td>
              <Td data-label="Left" num className="font-semibold">
                <Money amountMinor={commissionMinor - feesMinor} currency={currency} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

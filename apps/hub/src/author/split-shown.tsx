"use client";

import type { Price } from "@fleet-persona/hub-core";
import { useState } from "react";
import { Money } from "../money/money.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { splitLine, splitRows } from "./price-split.ts";

type Props = { readonly price: Exclude<Price, { readonly kind: "free" }>; readonly basisPoints: number };

/** What the author receives of a price, while it is being written. */
export function SplitShown({ price, basisPoints }: Props) {
  const [typed, setTyped] = useState("10");
  const count = Number(typed);
  const agents = Number.isSafeInteger(count) && count >= 1 && count <= 100_000 ? count : 1;
  const { currency } = price;
  const asked = { price, agents, basisPoints };
  return (
    <section aria-label="What you receive" className="grid gap-3 rounded-2 border border-line bg-sunk p-3">
      <p className="text-13 font-medium" aria-live="polite">
        {splitLine(asked)}
      </p>
      {price.kind === "per-agent" && (
        <Field label="An example buyer’s agents" hint="Only to see what it comes to; buyers choose their own." beside>
          {(id, describedBy) => (
            <Input
              id={id}
              className="max-w-24"
              type="number"
              min={1}
              max={100_000}
              aria-describedby={describedBy}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
      {price.kind !== "one-off" && <SplitTable asked={asked} currency={currency} />}
      <p className="text-12 text-muted">
        The platform keeps {basisPoints / 100} % and pays the card’s fees from it. Tax is added where it is due, and is
        not yours to pay. <a href="/terms/selling">Terms of selling</a>
      </p>
    </section>
  );
}

type TableProps = { readonly asked: Parameters<typeof splitRows>[0]; readonly currency: string };

function SplitTable({ asked, currency }: TableProps) {
  return (
    <Table caption="What you receive" className="bg-raised" stacks>
      <thead>
        <tr>
          <Th>Paid</Th>
          <Th num>Buyers pay, + tax</Th>
          <Th num>Platform keeps</Th>
          <Th num>You receive</Th>
        </tr>
      </thead>
      <tbody>
        {splitRows(asked).map(({ label, paidMinor, keptMinor, receivedMinor }) => (
          <tr key={label}>
            <Th scope="row">{label}</Th>
            <Td data-label="Buyers pay" num>
              <Money amountMinor={paidMinor} currency={currency} />
            </Td>
            <Td data-label="Platform keeps" num>
              <Money amountMinor={keptMinor} currency={currency} />
            </Td>
            <Td data-label="You receive" num className="font-semibold">
              <Money amountMinor={receivedMinor} currency={currency} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

import { formatMoney } from "../state/currency.ts";
import type { InvoiceRow } from "../state/rows-billing.ts";
import type { World } from "../state/world.ts";
import { countryName } from "./countries.ts";
import { sumsOf } from "./invoice.ts";
import { day } from "./moment.ts";
import { pdfOf, type PdfLine } from "./pdf.ts";

const LEFT = 56;
const RIGHT = 539;
const MOST_LETTERS = 78;

/** An invoice as a file. */
export function invoicePdf(row: InvoiceRow, world: World): Uint8Array {
  const customer = world.tables.customers.get(row.customer);
  const country = customer?.country ?? row.tax.country;
  const money = (minor: number): string => formatMoney(minor, row.currency);
  const plain = (text: string): PdfLine => [{ text, x: LEFT }];
  const lines: PdfLine[] = [
    [{ text: "TEST MODE: no money moves, this is no invoice anybody owes", x: LEFT, size: 9, bold: true }],
    [],
    [{ text: `Invoice ${row.number ?? ""}`, x: LEFT, size: 18, bold: true }],
    plain(`Date ${day(row.finalizedAt ?? row.created)}, ${row.status}`),
    [],
    plain("From: Fleet Persona (test), Germany, VAT DE000000000"),
    plain(
      `To: ${customer?.name ?? customer?.email ?? row.customer}${country == null ? "" : `, ${countryName(country)}`}`,
    ),
    ...(customer?.taxId == null ? [] : [plain(`Tax id: ${customer.taxId.value}`)]),
    [],
    [
      { text: "What", x: LEFT, bold: true },
      { text: "Amount", x: RIGHT, bold: true, right: true },
    ],
    ...row.lines.flatMap((line) => itemLines(line.description, money(line.amount))),
    [],
    ...sumsOf(row).map(([label, minor], at, all): PdfLine => {
      const bold = at === all.length - 1;
      return [
        { text: label, x: LEFT, bold },
        { text: money(minor), x: RIGHT, right: true, bold },
      ];
    }),
  ];
  return pdfOf(`Invoice ${row.number ?? ""}`, lines);
}

function itemLines(description: string, amount: string): PdfLine[] {
  const [first = "", ...rest] = wrapped(description);
  return [
    [
      { text: first, x: LEFT },
      { text: amount, x: RIGHT, right: true },
    ],
    ...rest.map((text): PdfLine => [{ text, x: LEFT }]),
  ];
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > MOST_LETTERS) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

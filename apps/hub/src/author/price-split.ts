import type { Price } from "@fleet-persona/hub-core";
import { splitPayment } from "@fleet-persona/money";
import { shownMoney } from "../money/shown-money.ts";

/** What becomes of one payment, or of a year of them; without tax. */
export type SplitRow = {
  readonly label: string;
  readonly paidMinor: number;
  readonly keptMinor: number;
  readonly receivedMinor: number;
};

type Asked = {
  readonly price: Price;
  /** How many agents an example buyer pays for; counts for a price per agent alone. */
  readonly agents: number;
  readonly basisPoints: number;
};

/** What buyers pay, the platform keeps and the author receives: of each payment, and of a year where there are many. Nothing of what is free. */
export function splitRows({ price, agents, basisPoints }: Asked): readonly SplitRow[] {
  if (price.kind === "free") return [];
  const row = (label: string, unitMinor: number, times = 1): SplitRow => {
    const split = splitPayment({ amountMinor: unitMinor, taxMinor: 0, basisPoints });
    return {
      label,
      paidMinor: unitMinor * times,
      keptMinor: split.commissionMinor * times,
      receivedMinor: split.sellerMinor * times,
    };
  };
  const { amountMinor } = price;
  if (price.kind === "one-off") return [row("Each buyer, once", amountMinor)];
  const each = `Each ${price.every}`;
  const rows =
    price.kind === "subscription"
      ? [{ label: `${each}, each buyer`, unit: amountMinor }]
      : [
          { label: `${each}, one agent`, unit: amountMinor },
          ...(agents > 1 ? [{ label: `${each}, ${agents} agents`, unit: amountMinor * agents }] : []),
        ];
  const largest = rows.at(-1);
  return [
    ...rows.map(({ label, unit }) => row(label, unit)),
    ...(price.every === "month" && largest !== undefined ? [row("In a year of that", largest.unit, 12)] : []),
  ];
}

/** The same of the smallest payment, in a line: `Buyers pay 49.00 EUR + tax · the platform keeps 7.35 EUR · you receive 41.65 EUR`. */
export function splitLine(asked: Asked): string {
  const { price } = asked;
  const [first] = splitRows(asked);
  if (price.kind === "free" || first === undefined) return "Nobody pays anything, and you receive nothing.";
  const says = (amountMinor: number): string => shownMoney({ amountMinor, currency: price.currency });
  const per = price.kind === "one-off" ? "" : ` ${price.kind === "per-agent" ? "an agent and" : "a"} ${price.every}`;
  return `Buyers pay ${says(first.paidMinor)}${per} + tax · the platform keeps ${says(first.keptMinor)} · you receive ${says(first.receivedMinor)}`;
}

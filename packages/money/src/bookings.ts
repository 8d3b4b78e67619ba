import { allocate } from "./allocate.ts";
import { splitPayment } from "./commission.ts";
import type { Booking, EntryKind, Posting } from "./ledger-entry.ts";

/** A change of the platform's balance: `amountMinor` before the processor's fee. */
export type Moved = { readonly amountMinor: number; readonly feeMinor: number; readonly currency: string };

type Returned = {
  readonly id: string;
  readonly at: number;
  /** The money that left, and what came back of it where that failed or was won. */
  readonly movements: readonly Moved[];
};

/** All of a payment that the ledger has to know. */
export type PaymentFacts = {
  readonly paymentId: string;
  readonly at: number;
  /** As the buyer paid it; the ledger keeps it in the currency that reached the balance. */
  readonly amountMinor: number;
  readonly taxMinor: number;
  readonly basisPoints: number;
  /** Null: it has not reached the balance, and nothing is booked. */
  readonly movement: Moved | null;
  readonly refunds: readonly Returned[];
  readonly disputes: readonly (Returned & { readonly outcome: "open" | "won" | "lost" })[];
  readonly transfers: readonly {
    readonly id: string;
    readonly at: number;
    readonly movement: Moved | null;
    readonly reversals: readonly { readonly id: string; readonly at: number; readonly movement: Moved | null }[];
  }[];
};

/**
 * Everything the ledger should hold of a payment. What goes back to the buyer is taken from tax, commission and seller in the parts they
 * had of the payment, over all refunds and lost disputes together: a payment given back whole leaves nothing but the processor's fees.
 */
export function bookingsOf(facts: PaymentFacts): readonly Booking[] {
  const { movement } = facts;
  if (movement === null) return [];
  const weights = weightsOf(facts, movement);
  return [
    paid(facts, movement, weights),
    ...returns(facts, weights),
    ...facts.transfers.flatMap((transfer) => [
      moved(`transfer:${transfer.id}`, "transfer", transfer.at, transfer.movement),
      ...transfer.reversals.map(({ id, at, movement: back }) => moved(`reversal:${id}`, "transfer-reversed", at, back)),
    ]),
  ];
}

// Of tax, commission and seller, in the balance's currency.
type Weights = readonly [tax: number, commission: number, seller: number];

function weightsOf({ amountMinor, taxMinor, basisPoints }: PaymentFacts, movement: Moved): Weights {
  const { commissionMinor, sellerMinor } = splitPayment({ amountMinor, taxMinor, basisPoints });
  if (movement.amountMinor === amountMinor) return [taxMinor, commissionMinor, sellerMinor];
  const [tax = 0, commission = 0, seller = 0] = allocate(movement.amountMinor, [
    taxMinor,
    commissionMinor,
    sellerMinor,
  ]);
  return [tax, commission, seller];
}

function paid({ paymentId, at }: PaymentFacts, movement: Moved, [tax, commission, seller]: Weights): Booking {
  const { amountMinor, feeMinor, currency } = movement;
  return booking(`payment:${paymentId}`, "payment", at, currency, {
    processor: amountMinor - feeMinor,
    "processing-fees": feeMinor,
    tax: -tax,
    commission: -commission,
    seller: -seller,
  });
}

function returns({ refunds, disputes }: PaymentFacts, weights: Weights): readonly Booking[] {
  const share = sharer(weights);
  const all = [
    ...refunds.map((refund) => ({ ...refund, is: "refund" as const })),
    ...disputes.map((dispute) => ({ ...dispute, is: dispute.outcome })),
  ].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return all.flatMap(({ id, at, is, movements }) => {
    const [{ currency } = { currency: null }] = movements;
    if (currency === null) return [];
    const out = -movements.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const fees = movements.reduce((sum, { feeMinor }) => sum + feeMinor, 0);
    const amounts = { processor: -out - fees, "processing-fees": fees };
    if (is === "refund") return [booking(`refund:${id}`, "refund", at, currency, { ...amounts, ...share(out) })];
    const kind = `dispute-${is === "open" ? "opened" : is}` as const;
    const rest = is === "lost" ? share(out) : { disputed: out };
    return [booking(`dispute:${id}`, kind, at, currency, { ...amounts, ...rest })];
  });
}

// What has been taken from each so far decides what is taken next, so the parts of many refunds add up like those of one.
function sharer(weights: Weights): (outMinor: number) => Amounts {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let taken = 0;
  const upTo = (total: number): readonly number[] => (whole === 0 ? [0, 0, total] : allocate(total, weights));
  return (outMinor) => {
    const before = upTo(taken);
    taken += outMinor;
    const [tax = 0, commission = 0, seller = 0] = upTo(taken).map((part, index) => part - (before[index] ?? 0));
    return { tax, commission, seller };
  };
}

function moved(source: string, kind: EntryKind, at: number, movement: Moved | null): Booking {
  if (movement === null) return { source, kind, at, postings: [] };
  const { amountMinor, feeMinor, currency } = movement;
  return booking(source, kind, at, currency, {
    processor: amountMinor - feeMinor,
    "processing-fees": feeMinor,
    seller: -amountMinor,
  });
}

type Amounts = Partial<Record<Posting["account"], number>>;

function booking(source: string, kind: EntryKind, at: number, currency: string, amounts: Amounts): Booking {
  const postings = Object.entries(amounts)
    .filter(([, amountMinor]) => amountMinor !== 0)
    .map(([account, amountMinor]) => ({ account: account as Posting["account"], amountMinor, currency }));
  return { source, kind, at, postings };
}

import type { PaymentsFake } from "@fleet-persona/payments-fake";

type Listed<Item> = { readonly data: readonly Item[]; readonly has_more: boolean };
export type TrueCharge = {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly customer: string;
  readonly created: number;
};
export type TrueDispute = { readonly id: string; readonly charge: string; readonly status: string };
export type TrueTransfer = {
  readonly id: string;
  readonly amount: number;
  readonly amount_reversed: number;
  readonly source_transaction: string | null;
};
export type TrueMovement = { readonly net: number; readonly currency: string };
export type TrueSubscription = {
  readonly id: string;
  readonly customer: string;
  readonly status: string;
  readonly cancel_at_period_end: boolean;
  readonly items: { readonly data: readonly { readonly current_period_end: number; readonly quantity: number }[] };
};

/** Everything the processor knows, read from its API without any of this project's code: what the hub must have come to. */
export type ProcessorTruth = {
  readonly charges: readonly TrueCharge[];
  readonly disputes: readonly TrueDispute[];
  readonly transfers: readonly TrueTransfer[];
  readonly movements: readonly TrueMovement[];
  readonly subscriptions: readonly TrueSubscription[];
};

export async function readTruth(fake: PaymentsFake): Promise<ProcessorTruth> {
  return {
    charges: await all<TrueCharge>(fake, "charges"),
    disputes: await all<TrueDispute>(fake, "disputes"),
    transfers: await all<TrueTransfer>(fake, "transfers"),
    movements: await all<TrueMovement & { readonly id: string }>(fake, "balance_transactions"),
    subscriptions: await all<TrueSubscription>(fake, "subscriptions", "&status=all"),
  };
}

async function all<Item extends { readonly id: string }>(
  fake: PaymentsFake,
  what: string,
  also = "",
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let more = true; more;) {
    const last = items.at(-1);
    const after = last === undefined ? "" : `&starting_after=${last.id}`;
    const answer = await fetch(`${fake.url}/v1/${what}?limit=100${also}${after}`, {
      headers: { authorization: `Bearer ${fake.secretKey}` },
    });
    if (!answer.ok) throw new TypeError(`${what}: ${answer.status} ${await answer.text()}`);
    const page = (await answer.json()) as Listed<Item>;
    items.push(...page.data);
    more = page.has_more;
  }
  return items;
}

import type { MovementRow } from "./rows-payments.ts";
import type { AnyRow, TableName } from "./tables.ts";

export type Balance = { readonly available: number; readonly pending: number };

type Bucket = { settled: number; waiting: Set<MovementRow> };

/** Sums of what each account holds, kept as its movements come: asking never reads them all. */
export class Balances {
  private readonly buckets = new Map<string, Map<string, Bucket>>();

  changed(table: TableName, before: AnyRow | undefined, after: AnyRow | undefined): void {
    if (table !== "movements") return;
    if (before !== undefined) this.take(before as MovementRow);
    if (after !== undefined) this.bring(after as MovementRow);
  }

  /** What an account holds in each currency at a moment (seconds); the platform is "". */
  of(account: string, now: number): ReadonlyMap<string, Balance> {
    const held = new Map<string, Balance>();
    for (const [currency, bucket] of this.buckets.get(account) ?? []) {
      for (const movement of bucket.waiting) {
        if (movement.availableOn > now) continue;
        bucket.waiting.delete(movement);
        bucket.settled += net(movement);
      }
      let pending = 0;
      for (const movement of bucket.waiting) pending += net(movement);
      held.set(currency, { available: bucket.settled, pending });
    }
    return held;
  }

  in(account: string, currency: string, now: number): Balance {
    return this.of(account, now).get(currency) ?? { available: 0, pending: 0 };
  }

  private bring(movement: MovementRow): void {
    const account = movement.account ?? "";
    const currencies = this.buckets.get(account) ?? new Map<string, Bucket>();
    this.buckets.set(account, currencies);
    const bucket = currencies.get(movement.currency) ?? { settled: 0, waiting: new Set<MovementRow>() };
    currencies.set(movement.currency, bucket);
    bucket.waiting.add(movement);
  }

  private take(movement: MovementRow): void {
    const bucket = this.buckets.get(movement.account ?? "")?.get(movement.currency);
    if (bucket === undefined) return;
    if (!bucket.waiting.delete(movement)) bucket.settled -= net(movement);
  }
}

function net(movement: MovementRow): number {
  return movement.amount - movement.fee;
}

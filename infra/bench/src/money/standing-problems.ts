import type { Sql } from "postgres";
import type { FakeUnderTest } from "./fake-under-test.ts";

type Charge = {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly metadata: Readonly<Record<string, string>>;
};
type Movement = { readonly id: string; readonly net: number; readonly currency: string };

/**
 * What is wrong with the hub's money when it is held against the processor's own objects, read without this project's code: every charge
 * that succeeded is a payment, the ledger's processor account is the balance, and every entry balances.
 */
export async function standingProblems(fake: FakeUnderTest, sql: Sql): Promise<readonly string[]> {
  return [...(await ledgerProblems(fake, sql)), ...(await paymentProblems(fake, sql))];
}

async function ledgerProblems(fake: FakeUnderTest, sql: Sql): Promise<readonly string[]> {
  const balances = new Map<string, number>();
  for (const { net, currency } of await fake.all<Movement>("/v1/balance_transactions"))
    balances.set(currency.toUpperCase(), (balances.get(currency.toUpperCase()) ?? 0) + net);
  const held = await sql<{ currency: string; total: string }[]>`
    select currency, sum(amount_minor)::text as total from ledger_postings where account = 'processor' group by currency`;
  const ledger = new Map(held.map(({ currency, total }) => [currency, Number(total)]));
  const unbalanced = await sql<{ entry_id: string }[]>`
    select entry_id::text from ledger_postings group by entry_id, currency having sum(amount_minor) <> 0 limit 10`;
  return [
    ...[...new Set([...balances.keys(), ...ledger.keys()])]
      .filter((currency) => (balances.get(currency) ?? 0) !== (ledger.get(currency) ?? 0))
      .map((each) => `the balance is ${balances.get(each) ?? 0} ${each}, the ledger's ${ledger.get(each) ?? 0}`),
    ...unbalanced.map((row) => `entry ${row.entry_id} does not balance`),
  ];
}

async function paymentProblems(fake: FakeUnderTest, sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ payment_id: string; amount: string; refunded: string }[]>`
    select payment_id, amount_minor::text as amount, refunded_minor::text as refunded from payments where status = 'succeeded'`;
  const payments = new Map(rows.map((row) => [row.payment_id, `${row.amount} ${row.refunded}`]));
  const problems: string[] = [];
  const strangers = new Set(
    (await sql<{ id: string }[]>`select payment_id as id from ledger_entries where kind = 'unexplained'`).map(
      ({ id }) => id,
    ),
  );
  for (const { id, status, amount, amount_refunded: refunded } of await fake.all<Charge>("/v1/charges")) {
    const payment = payments.get(id);
    payments.delete(id);
    if (status !== "succeeded" || strangers.has(id)) continue;
    if (payment !== `${amount} ${refunded}`)
      problems.push(`charge ${id} of ${amount}, ${refunded} given back, is here ${payment ?? "no payment"}`);
  }
  for (const id of payments.keys()) problems.push(`payment ${id} is no charge`);
  return problems;
}

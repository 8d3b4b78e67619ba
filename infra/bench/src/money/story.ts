import type { FakeUnderTest } from "./fake-under-test.ts";

const plans = [
  ["kept", "kept", "renews", "refunded", "half-refunded", "kept", "renews", "refund-failed", "disputed", "kept"],
  ["renews", "dispute-won", "dispute-lost", "kept", "cancelled", "kept", "declined", "kept", "card-fails", "renews"],
].flat();

/** What becomes of an order. */
const planOf = (place: number): string => plans[place % plans.length] ?? "kept";

export const renews = (place: number): boolean => ["renews", "cancelled", "card-fails"].includes(planOf(place));

// Of some orders nobody ever tells.
const isUnheard = (place: number): boolean => place % 23 === 5;

const cards: Readonly<Record<string, string>> = {
  declined: "4000000000000002",
  "card-fails": "4000000000000341",
  "refund-failed": "4000000000005126",
};

const dayMs = 86_400_000;
/** How far the story goes, and the clock must be behind for it. */
export const storyMs = 36 * dayMs;

/** Events in another order than they came about, some twice, some never. */
export const disorder = { seed: 1, shuffled: { probability: 1, withinMs: 20_000 }, twice: 0.1, lost: 0.03 };

export type Placed = { readonly place: number; readonly orderId: string; readonly session: string };
type Charge = {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly metadata: Record<string, string>;
};
type Subscription = { readonly id: string; readonly metadata: Record<string, string> };

/** Five weeks of a market: what was placed is paid, given back, disputed, renewed, cancelled and collected in vain. */
export async function live(fake: FakeUnderTest, placed: readonly Placed[]): Promise<void> {
  const inTurn = async (all: readonly Placed[], act: (some: readonly Placed[]) => Promise<unknown>): Promise<void> => {
    for (const unheard of [false, true]) {
      await fake.call("delivery", unheard ? { lost: 1 } : disorder);
      await act(all.filter(({ place }) => isUnheard(place) === unheard));
    }
    await fake.call("delivery", disorder);
  };
  await inTurn(placed, (some) =>
    fake.call(
      "pay",
      some.map(({ place, session }) => ({ session, card: cards[planOf(place)] ?? "4242424242424242" })),
    ),
  );
  await fake.call("advance", 3 * dayMs);
  const charges = new Map<string, Charge>();
  for (const charge of await fake.all<Charge>("/v1/charges"))
    if (charge.status === "succeeded") charges.set(charge.metadata["order_id"] ?? "", charge);
  const of = (some: readonly Placed[], ...named: readonly string[]): readonly Charge[] =>
    some.flatMap(({ place, orderId }) => (named.includes(planOf(place)) ? (charges.get(orderId) ?? []) : []));
  await inTurn(placed, async (some) => {
    for (const { id } of of(some, "refunded", "refund-failed")) await fake.ask("POST", "/v1/refunds", { charge: id });
    for (const { id, amount } of of(some, "half-refunded"))
      await fake.ask("POST", "/v1/refunds", { charge: id, amount: String(Math.floor(amount / 2)) });
    const named = (name: string) => of(some, name).map(({ id }) => ({ charge: id }));
    await fake.call("decide", await fake.call("dispute", named("dispute-won")), "won");
    // Nobody answers: it is lost on its day.
    await fake.call("dispute", named("dispute-lost"));
  });
  await fake.call("advance", storyMs - 3 * dayMs);
  const subscriptions = new Map<string, string>();
  for (const { id, metadata } of await fake.all<Subscription>("/v1/subscriptions", "&status=all"))
    subscriptions.set(metadata["order_id"] ?? "", id);
  await inTurn(placed, async (some) => {
    await fake.call(
      "dispute",
      of(some, "disputed").map(({ id }) => ({ charge: id })),
    );
    for (const { place, orderId } of some)
      if (planOf(place) === "cancelled")
        await fake.ask("DELETE", `/v1/subscriptions/${subscriptions.get(orderId) ?? ""}`);
  });
}

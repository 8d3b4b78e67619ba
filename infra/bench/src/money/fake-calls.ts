import type { DeliveryPolicy, Payment, PaymentsFake } from "@fleet-persona/payments-fake";
import { idOf } from "./market-ids.ts";

type Past = {
  readonly payments: number;
  readonly days: number;
  readonly seed: number;
  readonly refunded: number;
  readonly transferTo: string | null;
  /** Whether they name the orders of this market, from the first on, or nothing at all: somebody else's. */
  readonly ours: boolean;
};

/** What the bench asks of the processor's process besides its API. Everything goes and comes as JSON. */
export const fakeCalls = ({ control }: PaymentsFake) => ({
  seed: ({ ours, ...asked }: Past): number =>
    control.seed({
      ...asked,
      metadata: (index): Readonly<Record<string, string>> => (ours ? { order_id: idOf("order", index) } : {}),
    }).payments,
  delivery: (policy: Partial<DeliveryPolicy>): void => void control.setDelivery(policy),
  pay: (all: readonly (Payment & { readonly session: string })[]): readonly string[] =>
    all.map(({ session, ...payment }) => control.pay(session, payment).kind),
  dispute: (all: readonly { readonly charge: string; readonly inquiry?: boolean }[]): readonly string[] =>
    all.map(({ charge, ...how }) => control.openDispute(charge, how)),
  decide: (all: readonly string[], verdict: "won" | "lost"): void =>
    void all.map((each) => control.decideDispute(each, verdict)),
  failRefunds: (all: readonly string[]): void => void all.map((each) => control.settleRefund(each, "failed")),
  card: (all: readonly { readonly customer: string; readonly number: string }[]): void =>
    void all.map(({ customer, number }) => control.setCard(customer, number)),
  onboard: (account: string): void => void control.onboard(account),
  stir: (count: number): number => control.stir(count).length,
  advance: (ms: number): number => control.advance(ms),
  now: (): number => control.now(),
  counts: (): Readonly<Record<string, number>> => control.counts(),
  delivered: async (): Promise<readonly number[]> => {
    await control.deliveriesSettled();
    return control.takeDeliveryTimes();
  },
});

export type FakeCalls = ReturnType<typeof fakeCalls>;

import { z } from "zod";
import { completeSession, type Completion } from "../billing/checkout.ts";
import { reducesAny } from "../billing/session-totals.ts";
import { setDunning, type Dunning } from "../billing/dunning.ts";
import { advance } from "../clock/advance.ts";
import type { Deliverer } from "../events/deliverer.ts";
import { PROMPT, type DeliveryPolicy } from "../events/delivery-policy.ts";
import { emit } from "../events/emit.ts";
import type { Api } from "../http/api.ts";
import { ApiError, resourceMissing } from "../http/api-error.ts";
import { FAIR_WEATHER, type ApiWeather } from "../http/weather.ts";
import { changeAccount, shut } from "../resources/accounts.ts";
import { decide, escalate, openDispute } from "../resources/dispute-life.ts";
import { arrive, sendPayout, takeBackPayout } from "../resources/payout-life.ts";
import { createMethod } from "../resources/payment-intents.ts";
import { settleRefund } from "../resources/refunds.ts";
import { charge as chargeShape, paymentIntent as intentShape } from "../shapes/payment.ts";
import { session as sessionShape } from "../shapes/checkout.ts";
import type { AccountNeed } from "../state/rows-accounts.ts";
import type { SessionRow } from "../state/rows.ts";
import type { Table } from "../state/table.ts";
import { isTaxId, taxIdTypeOf } from "../state/tax.ts";
import type { World } from "../state/world.ts";
import { onboardAs, type Onboarding } from "./onboard.ts";
import { seed, type Seed, type Seeded } from "./seed.ts";

/** How a buyer fills in the checkout page. */
export type Payment = {
  readonly card?: string;
  readonly email?: string;
  readonly name?: string;
  readonly country?: string;
  readonly taxId?: string;
  readonly promotionCode?: string;
};
export type PaymentOutcome = {
  readonly kind: Completion["kind"];
  readonly why: string | null;
  readonly paymentIntent: string | null;
  readonly subscription: string | null;
  readonly invoice: string | null;
};
export type Disputing = { readonly reason?: string; readonly inquiry?: boolean; readonly amount?: number };

/** What a test, the control page and `POST /test/…` can do to the simulation besides what its API offers. Errors: ApiError. */
export class Control {
  private readonly world: World;
  private readonly api: Api;
  private readonly deliverer: Deliverer;

  constructor(parts: { readonly world: World; readonly api: Api; readonly deliverer: Deliverer }) {
    this.world = parts.world;
    this.api = parts.api;
    this.deliverer = parts.deliverer;
  }

  /** Ms since 1970 of the simulated clock. */
  now(): number {
    return this.world.nowMs();
  }

  /** Moves the clock on and lives through what falls due; how many things happened. */
  advance(ms: number): number {
    return advance(
      this.world,
      z
        .number()
        .int()
        .min(0)
        .max(3 * 366 * 86_400_000)
        .parse(ms),
    );
  }

  /** What becomes of events from now on; what is left out is prompt. */
  setDelivery(policy: Partial<DeliveryPolicy>): DeliveryPolicy {
    const whole = { ...PROMPT, ...policy };
    this.deliverer.setPolicy(whole);
    return whole;
  }

  delivery(): DeliveryPolicy {
    return this.deliverer.policyNow();
  }

  /** Sends an event again; to how many endpoints. */
  deliver(eventId: string): number {
    return this.deliverer.deliverAgain(need(this.world.tables.events, "event", eventId));
  }

  /** Resolves once no event is on its way or held back; lost ones stay lost. */
  async deliveriesSettled(): Promise<void> {
    await this.deliverer.settled();
  }

  /** How long each delivery took to be answered, in ms, since this was last asked. */
  takeDeliveryTimes(): readonly number[] {
    return this.deliverer.takeTimes();
  }

  /** How the API itself behaves from now on: slow, refusing, or losing its answers. */
  setApi(weather: Partial<ApiWeather>): ApiWeather {
    const whole = { ...FAIR_WEATHER, ...weather };
    this.api.setWeather(whole);
    return whole;
  }

  /** What is done about cards that refuse a renewal. */
  setDunning(dunning: Dunning): void {
    this.world.transact(() => setDunning(this.world, dunning));
  }

  /** Pays a checkout session as its buyer would on the page. */
  pay(sessionId: string, payment: Payment = {}): PaymentOutcome {
    const { world } = this;
    const row = need(world.tables.sessions, "checkout.session", sessionId);
    const result = world.transact(() =>
      completeSession(
        world,
        { ...row, chosen: { ...row.chosen, ...chosenBy(world, row, payment) } },
        {
          number: payment.card ?? "4242424242424242",
          name: payment.name ?? null,
          email: payment.email ?? row.chosen.email ?? (row.customer === null ? "buyer@example.test" : null),
        },
      ),
    );
    const { paymentIntent, subscription, invoice } = result.session;
    return {
      kind: result.kind,
      why: result.kind === "declined" ? result.why : null,
      paymentIntent,
      subscription,
      invoice,
    };
  }

  /** Fills in the onboarding pages of a connected account; all of them unless told otherwise. */
  onboard(accountId: string, given: Onboarding = {}): readonly AccountNeed[] {
    const row = need(this.world.tables.accounts, "account", accountId);
    return this.world.transact(() => onboardAs(this.world, row, given)).needs;
  }

  /** Stops transfers to an account, or allows them again. */
  hold(accountId: string, held: boolean): void {
    const row = need(this.world.tables.accounts, "account", accountId);
    this.world.transact(() => changeAccount(this.world, row, { held }));
  }

  /** Closes an account whatever it still holds, as the processor can. */
  closeAccount(accountId: string): void {
    const row = need(this.world.tables.accounts, "account", accountId);
    this.world.transact(() => shut(this.world, row));
  }

  /** Pays out all that an account holds, so that nothing can be taken back from it; the sum by currency. */
  drain(accountId: string): Readonly<Record<string, number>> {
    const { world } = this;
    const row = need(world.tables.accounts, "account", accountId);
    const drained: Record<string, number> = {};
    world.transact(() => {
      for (const [currency, held] of world.balances.of(row.id, world.now())) {
        const amount = held.available + held.pending;
        if (amount <= 0) continue;
        sendPayout(world, {
          account: row.id,
          amount,
          currency,
          automatic: false,
          description: "Drained",
          statementDescriptor: null,
          metadata: {},
        });
        drained[currency] = amount;
      }
    });
    return drained;
  }

  /** A buyer's bank takes a payment back, or asks about it. Returns the dispute's id. */
  openDispute(chargeId: string, { reason = "fraudulent", inquiry = false, amount }: Disputing = {}): string {
    const charge = need(this.world.tables.charges, "charge", chargeId);
    return this.world.transact(() => openDispute(this.world, { charge, reason, inquiry, amount })).id;
  }

  decideDispute(disputeId: string, verdict: "won" | "lost"): void {
    const row = need(this.world.tables.disputes, "dispute", disputeId);
    this.world.transact(() => decide(this.world, row, verdict));
  }

  /** An inquiry becomes a dispute. */
  escalateDispute(disputeId: string): void {
    const row = need(this.world.tables.disputes, "dispute", disputeId);
    this.world.transact(() => escalate(this.world, row));
  }

  /** What becomes of a refund: one that had succeeded can still fail. */
  settleRefund(refundId: string, as: "succeeded" | "failed"): void {
    const row = need(this.world.tables.refunds, "refund", refundId);
    this.world.transact(() => settleRefund(this.world, row, as));
  }

  settlePayout(payoutId: string, as: "paid" | "failed"): void {
    const row = need(this.world.tables.payouts, "payout", payoutId);
    this.world.transact(() => (as === "paid" ? arrive(this.world, row) : takeBackPayout(this.world, row, "failed")));
  }

  /** Changes the card a customer's invoices are charged to, on the customer and all its subscriptions. */
  setCard(customerId: string, number: string): void {
    const { world } = this;
    const customer = need(world.tables.customers, "customer", customerId);
    world.transact(() => {
      const method = createMethod(world, { number, customer: customer.id });
      world.tables.customers.patch(customer.id, { paymentMethod: method.id });
      for (const row of world.tables.subscriptions.having("customer", customer.id))
        world.tables.subscriptions.patch(row.id, { paymentMethod: method.id });
    });
  }

  /** Fills the books with a past. */
  seed(asked: Seed): Seeded {
    return seed(this.world, asked);
  }

  /** Announces what is there once more, `count` events about payments in turn: something to receive for a benchmark. */
  stir(count: number): readonly string[] {
    const { world } = this;
    const intents = [...world.tables.paymentIntents.values()];
    if (intents.length === 0)
      throw new ApiError(400, { type: "invalid_request_error", message: "There is no payment yet to announce." });
    const made: string[] = [];
    for (let from = 0; from < count; from += 500) {
      world.transact(() => {
        for (let at = from; at < Math.min(count, from + 500); at += 1) {
          const intent = intents[at % intents.length];
          const charge = world.tables.charges.get(intent?.latestCharge ?? "");
          if (intent === undefined) continue;
          const [session] = world.tables.sessions.having("paymentIntent", intent.id);
          const kind = at % 3;
          if (kind === 0 && charge !== undefined)
            made.push(emit(world, { type: "charge.updated", object: chargeShape(charge, world) }).id);
          else if (kind === 1 && session !== undefined)
            made.push(emit(world, { type: "checkout.session.completed", object: sessionShape(session, world) }).id);
          else made.push(emit(world, { type: "payment_intent.succeeded", object: intentShape(intent, world) }).id);
        }
      });
    }
    return made;
  }

  /** How many objects there are of each kind. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.entries(this.world.tables).map(([name, table]) => [name, table.size]));
  }
}

function need<R extends { id: string; created: number }>(table: Table<R>, kind: string, id: string): R {
  const row = table.get(id);
  if (row === undefined) throw resourceMissing(kind, id);
  return row;
}

function chosenBy(world: World, row: SessionRow, payment: Payment): Partial<SessionRow["chosen"]> {
  const { country, taxId, promotionCode } = payment;
  const type = taxId === undefined ? null : taxIdTypeOf(country ?? taxId.slice(0, 2));
  if (taxId !== undefined && (type === null || !isTaxId(type, taxId)))
    throw new ApiError(400, {
      type: "invalid_request_error",
      code: "tax_id_invalid",
      message: "This is not a tax id of that country.",
    });
  const code = promotionCode === undefined ? undefined : world.tables.promotionCodes.having("code", promotionCode)[0];
  if (promotionCode !== undefined && (code === undefined || !row.allowCodes))
    throw resourceMissing("promotion code", promotionCode);
  const coupon = code === undefined ? undefined : world.tables.coupons.need(code.coupon);
  if (coupon !== undefined && !reducesAny(row, coupon, world))
    throw new ApiError(400, {
      type: "invalid_request_error",
      code: "promotion_code_invalid",
      message: "This code is for something else.",
    });
  return {
    ...(country === undefined ? {} : { country }),
    ...(taxId === undefined || type === null ? {} : { taxId: { type, value: taxId } }),
    ...(code === undefined ? {} : { promotion: code.id }),
  };
}

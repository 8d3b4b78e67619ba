import { z } from "zod";
import { badParameters, ApiError } from "../http/api-error.ts";
import { readParams } from "../http/params.ts";
import type { Control } from "./control.ts";

const id = z.string().min(1).max(200);
const part = z.number().min(0).max(1);
const call = <Schema extends z.ZodType>(
  schema: Schema,
  run: (control: Control, given: z.infer<Schema>) => unknown,
) => ({ schema, run: run as (control: Control, given: never) => unknown });

const delivery = z.strictObject({
  seed: z.number().int().optional(),
  late: z.strictObject({ probability: part, ms: z.number().int().min(0).max(3_600_000) }).optional(),
  twice: part.optional(),
  shuffled: z.strictObject({ probability: part, withinMs: z.number().int().min(0).max(3_600_000) }).optional(),
  lost: part.optional(),
  perSecond: z.number().positive().nullable().optional(),
});
const weather = z.strictObject({
  seed: z.number().int().optional(),
  latencyMs: z.number().int().min(0).max(60_000).optional(),
  refuse: part.optional(),
  loseAnswer: part.optional(),
  limit: part.optional(),
});
const payment = z.strictObject({
  session: id,
  card: z.string().optional(),
  email: z.string().optional(),
  name: z.string().optional(),
  country: z.string().optional(),
  taxId: z.string().optional(),
  promotionCode: z.string().optional(),
});
const onboarding = z.strictObject({
  account: id,
  name: z.string().nullable().optional(),
  country: z.string().length(2).optional(),
  bankAccount: z.string().nullable().optional(),
  terms: z.boolean().optional(),
});
const seeding = z.strictObject({
  payments: z.number().int().min(1).max(1_000_000),
  days: z.number().int().min(1).max(3650).optional(),
  seed: z.number().int().optional(),
  currency: z.string().length(3).optional(),
  buyers: z.number().int().min(1).optional(),
  refunded: part.optional(),
  transferTo: id.nullable().optional(),
});

/** What `POST /test/<name>` with a JSON body can do: the same as the control object. */
const CALLS = {
  now: call(z.strictObject({}), (control) => control.now()),
  advance: call(z.strictObject({ ms: z.number().int().min(0) }), (control, { ms }) => control.advance(ms)),
  delivery: call(delivery, (control, given) => control.setDelivery(given as Parameters<Control["setDelivery"]>[0])),
  deliver: call(z.strictObject({ event: id }), (control, given) => control.deliver(given.event)),
  settled: call(z.strictObject({}), (control) => control.deliveriesSettled()),
  api: call(weather, (control, given) => control.setApi(given as Parameters<Control["setApi"]>[0])),
  dunning: call(
    z.strictObject({ retryDays: z.array(z.number().int().min(1)).max(20), finally: z.enum(["canceled", "unpaid"]) }),
    (control, given) => control.setDunning(given),
  ),
  pay: call(payment, (control, { session, ...given }) => control.pay(session, given as Parameters<Control["pay"]>[1])),
  onboard: call(onboarding, (control, { account, ...given }) =>
    control.onboard(account, given as Parameters<Control["onboard"]>[1]),
  ),
  hold: call(z.strictObject({ account: id, held: z.boolean() }), (control, given) =>
    control.hold(given.account, given.held),
  ),
  "close-account": call(z.strictObject({ account: id }), (control, given) => control.closeAccount(given.account)),
  drain: call(z.strictObject({ account: id }), (control, given) => control.drain(given.account)),
  dispute: call(
    z.strictObject({
      charge: id,
      reason: z.string().optional(),
      inquiry: z.boolean().optional(),
      amount: z.number().int().positive().optional(),
    }),
    (control, { charge, ...given }) => control.openDispute(charge, given as Parameters<Control["openDispute"]>[1]),
  ),
  "decide-dispute": call(z.strictObject({ dispute: id, verdict: z.enum(["won", "lost"]) }), (control, given) =>
    control.decideDispute(given.dispute, given.verdict),
  ),
  "escalate-dispute": call(z.strictObject({ dispute: id }), (control, given) => control.escalateDispute(given.dispute)),
  "settle-refund": call(z.strictObject({ refund: id, as: z.enum(["succeeded", "failed"]) }), (control, given) =>
    control.settleRefund(given.refund, given.as),
  ),
  "settle-payout": call(z.strictObject({ payout: id, as: z.enum(["paid", "failed"]) }), (control, given) =>
    control.settlePayout(given.payout, given.as),
  ),
  card: call(z.strictObject({ customer: id, number: z.string().min(12).max(23) }), (control, given) =>
    control.setCard(given.customer, given.number),
  ),
  seed: call(seeding, (control, given) => ({
    payments: control.seed(given as Parameters<Control["seed"]>[0]).payments,
  })),
  stir: call(
    z.strictObject({ count: z.number().int().min(1).max(1_000_000) }),
    (control, given) => control.stir(given.count).length,
  ),
  counts: call(z.strictObject({}), (control) => control.counts()),
} as const;

/** Does what `/test/<name>` asks. Errors: ApiError, also for a name that is none. */
export async function controlCall(control: Control, pathname: string, body: string): Promise<unknown> {
  const name = pathname.slice("/test/".length);
  const known =
    pathname.startsWith("/test/") && Object.hasOwn(CALLS, name) ? CALLS[name as keyof typeof CALLS] : undefined;
  if (known === undefined)
    throw new ApiError(404, {
      type: "invalid_request_error",
      message: `There is no call ${pathname}. There are: ${Object.keys(CALLS).join(", ")}.`,
    });
  let given: unknown;
  try {
    given = body === "" ? {} : JSON.parse(body);
  } catch {
    throw badParameters("The body is not JSON.", "parameter_invalid", undefined);
  }
  return await known.run(control, readParams(known.schema, given) as never);
}

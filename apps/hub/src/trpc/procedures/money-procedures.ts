import {
  abandonOrder,
  askRefund,
  buyPersona,
  cancelSubscription,
  changeSeats,
  createPromotion,
  decideRefund,
  endPromotion,
  giveBack,
  lookAtOrder,
  lookAtSeller,
  openBilling,
  openOnboarding,
  previewSeats,
  promotionSchema,
  resumeSubscription,
  sellingTermsVersion,
  setPayoutTerms,
  startSelling,
  withdrawRefund,
} from "@fleet-persona/hub-core";
import { z } from "zod";
import { changeInSteps, command, readInSteps } from "../builder.ts";

const order = z.strictObject({ orderId: z.uuid() });
const nothing = z.strictObject({});
const subscription = z.strictObject({ subscriptionId: z.string().min(1).max(255) });
const seats = subscription.extend({ seats: z.int().min(1).max(100_000) });
const purchase = z.strictObject({
  listingId: z.uuid(),
  quantity: z.int().min(1).max(100_000),
  seen: z.strictObject({ amountMinor: z.int().min(1), currency: z.string().length(3) }),
});
const payoutTerms = z.strictObject({
  interval: z.enum(["daily", "weekly", "monthly", "manual"]),
  minimumMinor: z.record(z.string().length(3), z.int().min(0)),
});
const endedPromotion = z.strictObject({ personaId: z.string().max(200), promotionId: z.string().min(1).max(255) });
const seller = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, "two capital letters, ISO 3166"),
  acceptedTerms: z.literal(sellingTermsVersion),
});

/** What is bought, paid, given back and paid out. */
export const moneyProcedures = {
  abandonOrder: command(abandonOrder),
  askRefund: command(askRefund),
  buyPersona: changeInSteps(purchase, buyPersona),
  cancelSubscription: changeInSteps(subscription, (deps, actor, input) =>
    cancelSubscription(deps, actor, input.subscriptionId),
  ),
  changeSeats: changeInSteps(seats.extend({ once: z.string().min(8).max(64) }), changeSeats),
  createPromotion: changeInSteps(promotionSchema, createPromotion),
  decideRefund: command(decideRefund),
  endPromotion: changeInSteps(endedPromotion, endPromotion),
  giveBack: command(giveBack),
  lookAtOrder: changeInSteps(order, lookAtOrder),
  lookAtSeller: changeInSteps(nothing, lookAtSeller),
  openBilling: changeInSteps(nothing, openBilling),
  openOnboarding: changeInSteps(nothing, openOnboarding),
  previewSeats: readInSteps(seats, previewSeats),
  resumeSubscription: changeInSteps(subscription, (deps, actor, input) =>
    resumeSubscription(deps, actor, input.subscriptionId),
  ),
  setPayoutTerms: changeInSteps(payoutTerms, setPayoutTerms),
  startSelling: changeInSteps(seller, startSelling),
  withdrawRefund: command(withdrawRefund),
};

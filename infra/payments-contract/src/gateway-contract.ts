import { afterAll, beforeAll, describe } from "vitest";
import { checkoutCases } from "./checkout-cases.ts";
import { disputeCases } from "./dispute-cases.ts";
import { eventCases } from "./event-cases.ts";
import { paymentCases } from "./payment-cases.ts";
import type { Given, Processor, Subject } from "./processor.ts";
import { promotionCases } from "./promotion-cases.ts";
import { seatCases } from "./seat-cases.ts";
import { sellerCases } from "./seller-cases.ts";
import { spanCases } from "./span-cases.ts";
import { subscriptionCases } from "./subscription-cases.ts";
import { transferCases } from "./transfer-cases.ts";

/** How every payment gateway behaves, whatever stands behind it. */
export function describeGateway(subject: Subject): void {
  let opened: Processor | null = null;
  const given: Given = {
    processor() {
      if (opened === null) throw new TypeError("the processor was not opened");
      return opened;
    },
    lacks: (ability) => !subject.abilities.has(ability),
  };
  describe(`PaymentGateway of ${subject.name}`, { timeout: 300_000 }, () => {
    beforeAll(async () => {
      opened = await subject.open();
    }, 120_000);
    afterAll(async () => {
      await opened?.[Symbol.asyncDispose]();
    });
    checkoutCases(given);
    paymentCases(given);
    disputeCases(given);
    transferCases(given);
    subscriptionCases(given);
    seatCases(given);
    sellerCases(given);
    promotionCases(given);
    spanCases(given);
    eventCases(given);
  });
}

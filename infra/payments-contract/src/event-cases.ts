import { describe, expect, it } from "vitest";
import type { PaymentHint } from "@fleet-persona/payments";
import { paid } from "./payment-cases.ts";
import type { Given } from "./processor.ts";
import { eventually, unique } from "./processor.ts";
import { subscribed } from "./subscription-cases.ts";

export function eventCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  function told(kind: string, id: string): Promise<readonly PaymentHint[]> {
    const read = async () => {
      const hints = (await given.processor().delivered()).map(({ body, signature }) =>
        gateway().readEvent(body, signature),
      );
      return hints.filter(({ subject }) => subject?.kind === kind && subject.id === id);
    };
    return eventually(read, (hints) => hints.length > 0);
  }

  describe.skipIf(given.lacks("events"))("readEvent", () => {
    it("leads to a payment, a subscription and a seller that something happened to", async () => {
      const { paymentId } = await paid(given);
      const { subscriptionId } = await subscribed(given);
      const { accountId } = await gateway().createSeller({
        key: unique("seller"),
        tenantId: "tenant-of-the-contract",
        name: "A seller",
        email: "seller@example.com",
        country: "DE",
      });
      expect((await told("payment", paymentId)).map(({ type }) => type)).toContain("charge.succeeded");
      expect(await told("subscription", subscriptionId)).not.toHaveLength(0);
      expect(await told("seller", accountId)).not.toHaveLength(0);
    });

    it("refuses what was delivered once its body, its signature or its age is another", async () => {
      await paid(given);
      const events = await eventually(
        () => given.processor().delivered(),
        (all) => all.length > 0,
      );
      const { body, signature } = events[0] ?? { body: "", signature: "" };
      const invalid = expect.objectContaining({ code: "signature-invalid" });
      expect(gateway().readEvent(body, signature).eventId).toMatch(/^evt_/);
      expect(() => gateway().readEvent(`${body} `, signature)).toThrow(invalid);
      expect(() => gateway().readEvent(body, null)).toThrow(invalid);
      const older = signature.replace(/t=(\d+)/, (_, at: string) => `t=${Number(at) - 301}`);
      expect(() => gateway().readEvent(body, older)).toThrow(invalid);
    });
  });
}

import { describe, expect, it } from "vitest";
import type { DisputeEvidence, PaymentGateway } from "@fleet-persona/payments";
import type { PaymentState } from "@fleet-persona/payments";
import { paid } from "./payment-cases.ts";
import type { Given } from "./processor.ts";
import { eventually, unique } from "./processor.ts";

const evidence: DisputeEvidence = {
  product_description: "A signed policy for running a fleet.",
  customer_name: "A buyer",
  customer_email_address: "buyer@example.com",
  service_date: "2026-11-26",
  access_activity_log: "2026-11-26 12:00 installed on three hosts",
  refund_policy_disclosure: "Refunds within fourteen days.",
  cancellation_policy_disclosure: "Ends with the period that was paid.",
  uncategorized_text: "",
};

// Words that decide a dispute in Stripe's test mode. https://docs.stripe.com/testing#evidence
const verdicts = { won: "winning_evidence", lost: "losing_evidence" } as const;

export function disputeCases(given: Given): void {
  async function disputed(): Promise<{ readonly gateway: PaymentGateway; readonly state: PaymentState }> {
    const { gateway } = given.processor();
    const { paymentId } = await paid(given, { card: "disputed" });
    const state = await eventually(
      () => gateway.getPayment(paymentId),
      ({ disputes }) => (disputes[0]?.movements.length ?? 0) > 0,
    );
    return { gateway, state };
  }

  describe("submitEvidence", () => {
    it("answers a dispute, and gets the money back that was won", async () => {
      const { gateway, state } = await disputed();
      const [dispute] = state.disputes;
      expect(dispute).toMatchObject({
        status: "needs-response",
        amountMinor: 10_000,
        currency: "EUR",
        evidenceSubmitted: false,
        movements: [{ kind: "dispute", sourceId: dispute?.disputeId }],
      });
      expect(dispute?.evidenceDueAt).toBeGreaterThan(dispute?.createdAt ?? Infinity);
      await submit(gateway, dispute?.disputeId, verdicts.won);
      const won = await settled(gateway, state.paymentId);
      expect(won).toMatchObject({ status: "won", evidenceSubmitted: true });
      expect(won?.movements.map(({ kind }) => kind).toSorted((a, b) => a.localeCompare(b))).toStrictEqual([
        "dispute",
        "dispute-reversal",
      ]);
    });

    it("answers a dispute whose money stays gone", async () => {
      const { gateway, state } = await disputed();
      await submit(gateway, state.disputes[0]?.disputeId, verdicts.lost);
      const lost = await settled(gateway, state.paymentId);
      expect(lost).toMatchObject({ status: "lost", movements: [{ kind: "dispute" }] });
    });

    it("does not find a dispute there is not", async () => {
      const { gateway } = given.processor();
      await expect(submit(gateway, "du_of_nobody", verdicts.won)).rejects.toMatchObject({ code: "not-found" });
    });
  });

  describe("refund of a disputed payment", () => {
    it("is refused", async () => {
      const { gateway, state } = await disputed();
      const request = { key: unique("refund"), paymentId: state.paymentId, amountMinor: 1, refundRequestId: "r" };
      await expect(gateway.refund(request)).rejects.toMatchObject({ code: "charge-disputed" });
    });
  });
}

function submit(gateway: PaymentGateway, disputeId: string | undefined, verdict: string): Promise<PaymentState> {
  return gateway.submitEvidence({
    key: unique("evidence"),
    disputeId: disputeId ?? "",
    evidence: { ...evidence, uncategorized_text: verdict },
  });
}

async function settled(
  gateway: PaymentGateway,
  paymentId: string,
): Promise<PaymentState["disputes"][number] | undefined> {
  const state = await eventually(
    () => gateway.getPayment(paymentId),
    ({ disputes }) => disputes[0]?.status === "won" || disputes[0]?.status === "lost",
  );
  return state.disputes[0];
}

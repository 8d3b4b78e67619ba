import { expect, test } from "vitest";
import { openLab } from "../testing/lab.ts";
import { newCharge } from "../testing/seller.ts";

const DAY = 86_400_000;

test("openDispute takes the money and a fee at once", async () => {
  await using lab = await openLab();
  const charge = await newCharge(lab, "pm_card_createDispute");
  const [dispute] = (await lab.stripe.disputes.list({ charge: charge.id })).data;
  expect(dispute).toMatchObject({
    status: "needs_response",
    reason: "fraudulent",
    amount: 10_000,
    balance_transactions: [{ amount: -10_000, fee: 2000, type: "adjustment", reporting_category: "dispute" }],
  });
  expect((await lab.stripe.charges.retrieve(charge.id)).disputed).toBe(true);
});

test("submit sends evidence once; won gives the money back without the fee", async () => {
  await using lab = await openLab();
  const charge = await newCharge(lab);
  const id = lab.fake.control.openDispute(charge.id);
  await lab.stripe.disputes.update(id, { evidence: { access_activity_log: "host 1 ran it" }, submit: false });
  expect((await lab.stripe.disputes.retrieve(id)).status).toBe("needs_response");
  const sent = await lab.stripe.disputes.update(id, { evidence: { uncategorized_text: "leases" }, submit: true });
  expect(sent).toMatchObject({
    status: "under_review",
    evidence: { access_activity_log: "host 1 ran it", uncategorized_text: "leases" },
    evidence_details: { submission_count: 1 },
  });
  await expect(lab.stripe.disputes.update(id, { evidence: { receipt: "x" } })).rejects.toMatchObject({
    code: "dispute_evidence_already_submitted",
  });
  lab.fake.control.decideDispute(id, "won");
  const won = await lab.stripe.disputes.retrieve(id);
  expect(won.balance_transactions.map(({ net, reporting_category: category }) => [category, net])).toStrictEqual([
    ["dispute", -12_000],
    ["dispute_reversal", 10_000],
  ]);
  const types = (
    await lab.stripe.events.list({ limit: 100, types: ["charge.dispute.closed", "charge.dispute.funds_reinstated"] })
  ).data.map(({ type }) => type);
  expect(types).toStrictEqual(["charge.dispute.funds_reinstated", "charge.dispute.closed"]);
});

test("a dispute nobody answers is lost on its date; an inquiry just ends", async () => {
  await using lab = await openLab();
  const lost = lab.fake.control.openDispute((await newCharge(lab)).id);
  const inquiry = lab.fake.control.openDispute((await newCharge(lab)).id, { inquiry: true });
  const grown = lab.fake.control.openDispute((await newCharge(lab)).id, { inquiry: true });
  lab.fake.control.escalateDispute(grown);
  expect((await lab.stripe.disputes.retrieve(inquiry)).balance_transactions).toStrictEqual([]);
  expect((await lab.stripe.disputes.retrieve(grown)).balance_transactions).toHaveLength(1);
  lab.fake.control.advance(12 * DAY);
  const states = await Promise.all(
    [lost, inquiry, grown].map(async (id) => (await lab.stripe.disputes.retrieve(id)).status),
  );
  expect(states).toStrictEqual(["lost", "warning_closed", "lost"]);
  await expect(lab.stripe.disputes.close(lost)).rejects.toMatchObject({ code: "dispute_already_closed" });
});

test("close gives a dispute up, and the words of test mode decide one", async () => {
  await using lab = await openLab();
  const given = lab.fake.control.openDispute((await newCharge(lab)).id);
  expect((await lab.stripe.disputes.close(given)).status).toBe("lost");
  const winning = lab.fake.control.openDispute((await newCharge(lab)).id);
  expect(
    (await lab.stripe.disputes.update(winning, { evidence: { uncategorized_text: "winning_evidence" } })).status,
  ).toBe("won");
});

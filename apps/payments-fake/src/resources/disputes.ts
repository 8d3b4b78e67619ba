import { z } from "zod";
import { emit } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import { bool, expandable, mergeMetadata, metadata, onlyExpand, paged, text, word } from "../http/params.ts";
import { found, listOf, route, type Call, type Route } from "../http/route.ts";
import { dispute as shape, EVIDENCE_FIELDS } from "../shapes/seller.ts";
import type { DisputeRow } from "../state/rows-payments.ts";
import { decide, isOpen, submit } from "./dispute-life.ts";

const MOST_EVIDENCE = 150_000;
const evidence = z.strictObject(
  Object.fromEntries(EVIDENCE_FIELDS.map((field) => [field, z.string().max(20_000).optional()])),
);
const update = z.strictObject({
  ...expandable,
  evidence: evidence.optional(),
  metadata: metadata.optional(),
  submit: bool.optional(),
});
const list = z.strictObject({ ...paged, charge: word.optional(), payment_intent: word.optional() });

function disputeOf(call: Call<unknown>): DisputeRow {
  return found(call, call.world.tables.disputes, "dispute", call.id);
}

function answer(call: Call<z.infer<typeof update>>): DisputeRow {
  const { world, params } = call;
  const before = disputeOf(call);
  if (params.evidence !== undefined || params.submit === true) {
    if (!isOpen(before)) throw invalidRequest("This dispute is already closed.", "dispute_already_closed");
    if (before.submissions > 0)
      throw invalidRequest("Evidence was already submitted for this dispute.", "dispute_evidence_already_submitted");
    if (before.dueBy < world.now()) throw invalidRequest("The evidence is past due.", "dispute_evidence_past_due");
  }
  const merged = mergeMetadata(before.evidence, params.evidence as Record<string, string> | undefined);
  if (Object.values(merged).join("").length > MOST_EVIDENCE) {
    throw invalidRequest(
      "The combined character count of the evidence must not exceed 150,000.",
      "evidence_too_long",
      "evidence",
    );
  }
  const row = world.tables.disputes.put({
    ...before,
    evidence: merged,
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  // As in the API, giving evidence hands it in unless it is said that more follows.
  const sends = params.submit ?? params.evidence !== undefined;
  const sent = sends ? submit(world, row) : row;
  emit(world, { type: "charge.dispute.updated", object: shape(sent, world), previous: { status: before.status } });
  // The words the API's test mode listens to.
  const verdict = { winning_evidence: "won", losing_evidence: "lost" }[merged["uncategorized_text"] ?? ""];
  return sends && (verdict === "won" || verdict === "lost") ? decide(world, sent, verdict) : sent;
}

export const disputeRoutes: readonly Route[] = [
  route("GET", "/v1/disputes", list, (call) =>
    listOf({
      call,
      table: call.world.tables.disputes,
      url: "/v1/disputes",
      shape: (row) => shape(row, call.world),
      where: { charge: call.params.charge, paymentIntent: call.params.payment_intent },
    }),
  ),
  route("GET", "/v1/disputes/:id", onlyExpand, (call) => shape(disputeOf(call), call.world)),
  route("POST", "/v1/disputes/:id", update, (call) => shape(answer(call), call.world)),
  route("POST", "/v1/disputes/:id/close", z.strictObject({ ...expandable, reason: text.optional() }), (call) =>
    shape(decide(call.world, disputeOf(call), "lost"), call.world),
  ),
];

import { Stripe } from "stripe";
import { describe, expect, it } from "vitest";
import { eventReader } from "./read-event.ts";

const secret = "whsec_of_this_endpoint";
const stripe = new Stripe("sk_test_signs_events");
const body = JSON.stringify({
  id: "evt_1",
  object: "event",
  type: "charge.succeeded",
  created: 1_790_000_000,
  data: { object: { id: "ch_1" } },
});

function signed(payload: string, { by = secret, secondsAgo = 0 } = {}): string {
  const timestamp = Math.floor(Date.now() / 1000) - secondsAgo;
  return stripe.webhooks.generateTestHeaderString({ payload, secret: by, timestamp });
}

const signatureInvalid = expect.objectContaining({ code: "signature-invalid" });
const read = eventReader(stripe, secret);

describe("eventReader", () => {
  it("reads what was signed with its secret", () => {
    expect(read(body, signed(body)).subject).toStrictEqual({ kind: "payment", id: "ch_1" });
  });

  it("reads a late event that was signed anew when it was sent again", () => {
    expect(read(body, signed(body, { secondsAgo: 200 })).createdAt).toBe(1_790_000_000_000);
  });

  it("reads what was signed with any of several secrets, and with a rolled one beside the next", () => {
    const several = eventReader(stripe, `whsec_of_another_endpoint, ${secret}`);
    expect(several(body, signed(body)).eventId).toBe("evt_1");
    const both = `${signed(body, { by: "whsec_rolled" })},${signed(body).split(",")[1]}`;
    expect(read(body, both).eventId).toBe("evt_1");
  });

  it.each<[string, string, string | null]>([
    ["another secret", body, signed(body, { by: "whsec_of_another_endpoint" })],
    ["a signature of another body", body.replace("ch_1", "ch_2"), signed(body)],
    ["a body with one more space", `${body} `, signed(body)],
    ["a signature that is too old", body, signed(body, { secondsAgo: 301 })],
    ["no signature", body, null],
    ["an empty signature", body, ""],
    ["a header that is none", body, "v1"],
    ["a scheme of tests alone", body, signed(body).replace("v1=", "v0=")],
    ["an empty body", "", signed(body)],
  ])("refuses %s", (_, sent, signature) => {
    expect(() => read(sent, signature)).toThrow(signatureInvalid);
  });

  it("accepts nothing where no secret is set", () => {
    for (const none of ["", " , "]) {
      const reader = eventReader(stripe, none);
      expect(() => reader(body, signed(body, { by: "whsec_guess" }))).toThrow(signatureInvalid);
    }
  });

  it("refuses what was signed and is not JSON, or no event", () => {
    for (const sent of ["not json", "{}", "[]"]) {
      expect(() => read(sent, signed(sent))).toThrow(expect.objectContaining({ code: "event-unreadable" }));
    }
  });
});

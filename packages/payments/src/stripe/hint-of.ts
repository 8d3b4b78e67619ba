import { PaymentError } from "../payment-error.ts";
import type { PaymentHint, PaymentSubject } from "../payment-hint.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What an event leads to look at. `event`: its parsed JSON, a snapshot of API v1 or a thin one of v2. */
export function hintOf(event: unknown): PaymentHint {
  if (!isFields(event)) throw eventUnreadable("it is no object");
  const { id, type, object } = event;
  if (typeof id !== "string" || id === "" || typeof type !== "string" || type === "") {
    throw eventUnreadable("it has no id or no type");
  }
  switch (object) {
    case "event":
      return { eventId: id, type, createdAt: secondsAt(event["created"]), subject: snapshotSubject(type, event) };
    case "v2.core.event":
      return { eventId: id, type, createdAt: instantAt(event["created"]), subject: thinSubject(type, event) };
    default:
      throw eventUnreadable("it is of a kind this release does not know");
  }
}

function snapshotSubject(type: string, event: Fields): PaymentSubject | null {
  const data = event["data"];
  const object = isFields(data) ? data["object"] : undefined;
  if (!isFields(object)) throw eventUnreadable("it carries no object");
  const account = textAt(event, "account");
  if (account !== null) return connectedSubject(type, account);
  if (type === "account.updated") return subject("seller", textAt(object, "id"));
  if (type.startsWith("checkout.session.")) return subject("checkout", textAt(object, "id"));
  if (type.startsWith("customer.subscription.")) return subject("subscription", textAt(object, "id"));
  // Before `charge.`: what these carry is a dispute or a refund, which names its charge.
  if (type.startsWith("charge.dispute.") || type.startsWith("charge.refund.") || type.startsWith("refund.")) {
    return subject("payment", referenceAt(object, "charge"));
  }
  if (type.startsWith("charge.")) return subject("payment", textAt(object, "id"));
  if (type.startsWith("transfer.")) return subject("payment", referenceAt(object, "source_transaction"));
  if (type.startsWith("payment_intent.")) return subject("payment", referenceAt(object, "latest_charge"));
  if (type.startsWith("invoice_payment.")) return subject("payment", chargeOfInvoicePayment(object));
  // One that was paid once is read with its payment, whose own events say so.
  if (type.startsWith("invoice.")) return subject("subscription", subscriptionOfInvoice(object));
  return null;
}

// What happens in a seller's account concerns its state alone: a charge there is our own transfer, seen from the other side.
function connectedSubject(type: string, account: string): PaymentSubject | null {
  const matters = ["account.", "balance.", "balance_settings.", "capability.", "payout.", "person."];
  return matters.some((prefix) => type.startsWith(prefix)) ? subject("seller", account) : null;
}

const thinKinds: Readonly<Record<string, PaymentSubject["kind"]>> = {
  charge: "payment",
  "checkout.session": "checkout",
  subscription: "subscription",
  account: "seller",
  "v2.core.account": "seller",
};

function thinSubject(type: string, event: Fields): PaymentSubject | null {
  const related = event["related_object"];
  if (type.startsWith("v2.core.account")) return subject("seller", accountOf(related));
  if (!isFields(related) || textAt(event, "context") !== null) return null;
  const relatedType = textAt(related, "type") ?? "";
  const kind = Object.hasOwn(thinKinds, relatedType) ? thinKinds[relatedType] : undefined;
  return kind === undefined ? null : subject(kind, textAt(related, "id"));
}

// A person of an account is named by its own id; its address names the account too.
function accountOf(related: unknown): string | null {
  if (!isFields(related)) return null;
  if (textAt(related, "type") === "v2.core.account") return textAt(related, "id");
  return /\/accounts\/(acct_[A-Za-z0-9]+)(?:\/|$)/.exec(textAt(related, "url") ?? "")?.[1] ?? null;
}

function chargeOfInvoicePayment(object: Fields): string | null {
  const payment = object["payment"];
  return isFields(payment) ? referenceAt(payment, "charge") : null;
}

function subscriptionOfInvoice(object: Fields): string | null {
  const parent = object["parent"];
  const details = isFields(parent) ? parent["subscription_details"] : undefined;
  return isFields(details) ? referenceAt(details, "subscription") : null;
}

function subject(kind: PaymentSubject["kind"], id: string | null): PaymentSubject | null {
  return id === null ? null : { kind, id };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textAt(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function referenceAt(fields: Fields, name: string): string | null {
  const value = fields[name];
  return isFields(value) ? textAt(value, "id") : textAt(fields, name);
}

function secondsAt(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw eventUnreadable("it says no time");
  return value * 1000;
}

function instantAt(value: unknown): number {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw eventUnreadable("it says no time");
  return at;
}

function eventUnreadable(why: string): PaymentError {
  return new PaymentError("event-unreadable", `This was signed by Stripe, but is no event that can be read: ${why}.`);
}

import { completeSession } from "../billing/checkout.ts";
import { promotionIsActive } from "../shapes/catalogue.ts";
import type { SessionRow } from "../state/rows.ts";
import { isTaxId, taxIdTypeOf } from "../state/tax.ts";
import type { World } from "../state/world.ts";
import { reducesAny, sumOf } from "../billing/session-totals.ts";
import { readCard } from "./card-fields.ts";
import { checkoutPage, closedPage, type Complaint } from "./checkout.ts";
import { COUNTRIES } from "./countries.ts";
import type { Fields } from "./fields.ts";
import type { Reply } from "./reply.ts";

type Choice = { readonly row: SessionRow; readonly complaint: Complaint | null };

/** What the buyer sent: a change of what the total depends on, or the payment itself. */
export function postCheckout(world: World, row: SessionRow, fields: Fields): Reply {
  if (row.status !== "open" || row.expiresAt <= world.now()) return { page: closedPage(row, world) };
  const chosen = choose(world, row, fields);
  if (chosen.complaint !== null) return { page: checkoutPage(chosen.row, world, chosen.complaint) };
  if (fields.get("do") !== "pay") {
    world.tables.sessions.put(chosen.row);
    return { redirect: `/checkout/${row.id}` };
  }
  return pay(world, chosen.row, fields);
}

function pay(world: World, row: SessionRow, fields: Fields): Reply {
  const refuse = (complaint: Complaint): Reply => ({ page: checkoutPage(row, world, complaint) });
  const email = row.chosen.email;
  if (email === null && row.customer === null && row.customerEmail === null)
    return refuse({ field: "email", words: "An email address is needed for the receipt." });
  if (row.automaticTax && sumOf(row, world).country === null)
    return refuse({ field: "country", words: "Choose your country: the tax depends on it." });
  const card = readCard(fields, world.nowMs());
  if (typeof card === "string") return refuse({ field: "card", words: card });
  const name = fields.get("name");
  const result = completeSession(world, row, { ...card, name: name === "" ? null : name, email });
  switch (result.kind) {
    case "complete":
      return { redirect: row.successUrl.replaceAll("{CHECKOUT_SESSION_ID}", row.id) };
    case "declined":
      return {
        page: checkoutPage(result.session, world, {
          field: "card",
          words: `${result.why} Choose another card and try again.`,
        }),
      };
    case "closed":
      return { page: closedPage(result.session, world) };
    default:
      return result satisfies never;
  }
}

function choose(world: World, row: SessionRow, fields: Fields): Choice {
  const email = fields.get("email");
  const country = fields.get("country").toUpperCase();
  let chosen = { ...row.chosen };
  const kept = (): SessionRow => ({ ...row, chosen });
  if (email !== "") {
    if (!/^[^\s@]+@[^\s@]+$/u.test(email))
      return { row: kept(), complaint: { field: "email", words: "This is no email address." } };
    chosen = { ...chosen, email };
  }
  if (country !== "") {
    if (!COUNTRIES.some(({ code }) => code === country))
      return { row: kept(), complaint: { field: "country", words: "Choose a country from the list." } };
    chosen = { ...chosen, country };
  }
  if (row.collectTaxId && fields.has("tax_id")) {
    const taxId = readTaxId(fields.get("tax_id"), country);
    if (typeof taxId === "string") return { row: kept(), complaint: { field: "tax_id", words: taxId } };
    chosen = { ...chosen, taxId };
  }
  if (!row.allowCodes || !fields.has("code")) return { row: kept(), complaint: null };
  const promotion = readCode(world, row, fields.get("code"));
  if (promotion.complaint !== null) return { row: kept(), complaint: { field: "code", words: promotion.complaint } };
  chosen = { ...chosen, promotion: promotion.id };
  return { row: kept(), complaint: null };
}

function readTaxId(typed: string, country: string): SessionRow["chosen"]["taxId"] | string {
  const value = typed.replaceAll(/[\s.]/gu, "").toUpperCase();
  if (value === "") return null;
  const type = taxIdTypeOf(country === "" ? value.slice(0, 2) : country);
  if (type === null) return "Tax ids of this country are not known here; leave the field empty.";
  return isTaxId(type, value) ? { type, value } : "This is not a tax id of the country you chose.";
}

type Code = { readonly id: string | null; readonly complaint: string | null };

function readCode(world: World, row: SessionRow, typed: string): Code {
  if (typed === "") return { id: null, complaint: null };
  const page = world.tables.promotionCodes.list({
    limit: 1,
    matches: (code) => code.code.toLowerCase() === typed.toLowerCase() && promotionIsActive(code, world),
  });
  const [code] = page.rows;
  if (code === undefined) return { id: null, complaint: "This code is not valid, or not any more." };
  if (code.customer !== null && code.customer !== row.customer)
    return { id: null, complaint: "This code is for another customer." };
  const { subtotal } = sumOf(row, world);
  if (code.minimum !== null && (code.minimum.currency !== row.currency || subtotal < code.minimum.amount))
    return { id: null, complaint: "This code needs a larger order." };
  const coupon = world.tables.coupons.need(code.coupon);
  if (coupon.currency !== null && coupon.currency !== row.currency)
    return { id: null, complaint: "This code is for another currency." };
  if (!reducesAny(row, coupon, world)) return { id: null, complaint: "This code is for something else." };
  if (
    code.firstTime &&
    row.customer !== null &&
    world.tables.charges.having("customer", row.customer).some(({ status }) => status === "succeeded")
  ) {
    return { id: null, complaint: "This code is for a first order only." };
  }
  return { id: code.id, complaint: null };
}

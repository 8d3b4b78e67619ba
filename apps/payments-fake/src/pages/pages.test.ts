import { expect, test } from "vitest";
import { newCheckout, openLab } from "../testing/lab.ts";
import { newCharge } from "../testing/seller.ts";

const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", headers });
const textOf = async (url: string): Promise<string> => (await fetch(url)).text();

test("every page says that it is test mode", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe);
  lab.fake.control.pay(session.id);
  const charge = await newCharge(lab);
  const [invoice] = (await lab.stripe.invoices.list()).data;
  const customer = (await lab.stripe.customers.list()).data[0]?.id ?? "";
  const portal = await lab.stripe.billingPortal.sessions.create({ customer });
  const paths = [
    "/test",
    "/test/checkouts",
    "/test/payments",
    `/test/payments/${charge.id}`,
    "/test/subscriptions",
    "/test/disputes",
    "/test/sellers",
    "/test/events",
    `/checkout/${session.id}`,
    `/invoices/${invoice?.id ?? ""}`,
    `/receipts/${charge.id}`,
    "/nowhere",
  ];
  for (const url of [...paths.map((path) => `${lab.fake.url}${path}`), portal.url]) {
    const response = await fetch(url);
    expect(await response.text(), url).toContain("No money moves here");
    expect(response.headers.get("content-security-policy"), url).toContain("default-src 'none'");
  }
  expect(lab.bugs).toStrictEqual([]);
});

test("the checkout page takes a code and a country before it takes the money", async () => {
  await using lab = await openLab();
  const coupon = await lab.stripe.coupons.create({ percent_off: 20, name: "Launch" });
  await lab.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "LAUNCH20" });
  const session = await newCheckout(lab.stripe, {
    allow_promotion_codes: true,
    automatic_tax: { enabled: true },
    tax_id_collection: { enabled: true },
  });
  const url = session.url ?? "";
  expect(await textOf(url)).toContain("choose a country");
  const wrong = await post(url, { do: "update", code: "NOPE" });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain("not valid, or not any more");
  expect((await post(url, { do: "update", code: "launch20", country: "DE" })).status).toBe(303);
  expect(await textOf(url)).toContain("€95.20");
  const paid = await post(url, { do: "pay", code: "LAUNCH20", country: "DE", test_card: "4242424242424242" });
  expect(paid.headers.get("location")).toBe(`http://127.0.0.1:3000/done?session=${session.id}`);
  expect((await lab.stripe.charges.list()).data.map(({ amount }) => amount)).toStrictEqual([9520]);
});

test("the checkout page charges once: a second submit and a second tab are told that it is paid", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe);
  const url = session.url ?? "";
  const pay = (): Promise<Response> => post(url, { do: "pay", test_card: "4242424242424242" });
  const statuses = (await Promise.all([pay(), pay(), pay()])).map(({ status }) => status);
  expect(statuses.toSorted((left, right) => left - right)).toStrictEqual([200, 200, 303]);
  expect(await textOf(url)).toContain("This has been paid already");
  expect((await lab.stripe.charges.list()).data).toHaveLength(1);
});

test("the checkout page says what is wrong with a card", async () => {
  await using lab = await openLab();
  const url = (await newCheckout(lab.stripe)).url ?? "";
  const said = async (card_number: string, card_expiry = ""): Promise<string> =>
    (await post(url, { do: "pay", card_number, card_expiry, test_card: "4242424242424242" })).text();
  expect(await said("4242 4242 4242 4241")).toContain("Your card number is not valid.");
  expect(await said("4111 1111 1111 1111")).toContain("only the numbers of test cards work here");
  expect(await said("4242 4242 4242 4242", "01 / 20")).toContain("Your card has expired.");
  expect(await said("4000 0000 0000 0002")).toContain("Your card was declined.");
  expect(await textOf(url)).toContain("Your card was declined.");
});

test("the pages escape what they are told and take forms only from themselves", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe, {
    line_items: [
      {
        price_data: { currency: "eur", unit_amount: 500, product_data: { name: "<script>alert(1)</script>" } },
        quantity: 1,
      },
    ],
  });
  const page = await textOf(session.url ?? "");
  expect(page).not.toContain("<script>");
  expect(page).toContain("&lt;script&gt;");
  const foreign = await post(
    session.url ?? "",
    { do: "pay", test_card: "4242424242424242" },
    { origin: "http://evil.example" },
  );
  expect(foreign.status).toBe(403);
  expect((await lab.stripe.charges.list()).data).toStrictEqual([]);
});

test("a past-due invoice can be paid on its page, and its card is kept", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe, {
    mode: "subscription",
    line_items: [
      {
        price_data: {
          currency: "eur",
          unit_amount: 2000,
          recurring: { interval: "month" },
          product_data: { name: "flash-sale" },
        },
        quantity: 1,
      },
    ],
    invoice_creation: undefined,
    payment_intent_data: undefined,
  } as never);
  const { subscription } = lab.fake.control.pay(session.id, { card: "4000000000000341" });
  lab.fake.control.advance(32 * 86_400_000);
  const [invoice] = (await lab.stripe.invoices.list({ status: "open" })).data;
  const url = invoice?.hosted_invoice_url ?? "";
  expect((await post(url, { test_card: "4000000000000002" })).status).toBe(422);
  expect((await post(url, { test_card: "4242424242424242", keep: "yes" })).status).toBe(303);
  expect((await lab.stripe.subscriptions.retrieve(subscription ?? "")).status).toBe("active");
  lab.fake.control.advance(31 * 86_400_000);
  expect((await lab.stripe.invoices.list({ limit: 1 })).data[0]?.status).toBe("paid");
  const pdf = new Uint8Array(await (await fetch(invoice?.invoice_pdf ?? "")).arrayBuffer());
  expect(new TextDecoder("latin1").decode(pdf.subarray(0, 8))).toBe("%PDF-1.4");
});

test("the billing page changes the card", async () => {
  await using lab = await openLab();
  const customer = await lab.stripe.customers.create({ name: "Ada" });
  const portal = await lab.stripe.billingPortal.sessions.create({
    customer: customer.id,
    return_url: "http://127.0.0.1:3000/money",
  });
  expect((await post(portal.url, { test_card: "1234" })).status).toBe(422);
  expect((await post(portal.url, { card_number: "5555 5555 5555 4444", card_expiry: "04/31" })).status).toBe(303);
  const after = await lab.stripe.customers.retrieve(customer.id, {
    expand: ["invoice_settings.default_payment_method"],
  });
  expect(after).toMatchObject({
    invoice_settings: {
      default_payment_method: { card: { brand: "mastercard", last4: "4444", exp_month: 4, exp_year: 2031 } },
    },
  });
});

test("the control desk and its calls do the same", async () => {
  await using lab = await openLab();
  const { url } = lab.fake;
  const charge = await newCharge(lab);
  const act = await post(`${url}/test/do`, {
    do: "dispute",
    charge: charge.id,
    reason: "duplicate",
    back: `/test/payments/${charge.id}`,
  });
  expect(act.headers.get("location")).toMatch(new RegExp(`^/test/payments/${charge.id}\\?done=`, "u"));
  const [dispute] = (await lab.stripe.disputes.list()).data;
  const call = (name: string, body: object): Promise<Response> =>
    fetch(`${url}/test/${name}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  expect((await call("decide-dispute", { dispute: dispute?.id, verdict: "won" })).status).toBe(200);
  expect((await lab.stripe.disputes.retrieve(dispute?.id ?? "")).status).toBe("won");
  expect(await (await call("advance", { ms: 1000 })).json()).toStrictEqual({ result: 0 });
  expect((await call("nothing", {})).status).toBe(404);
  expect((await call("advance", { days: 1 })).status).toBe(400);
  expect(
    (await post(`${url}/test/do`, { do: "advance", ms: "1", back: "http://evil.example" })).headers.get("location"),
  ).toMatch(/^\/test\?done=/u);
});

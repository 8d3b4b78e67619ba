import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { stripeGateway } from "@fleet-persona/payments";
import type { PaymentGateway } from "@fleet-persona/payments";
import { startPaymentsFake } from "@fleet-persona/payments-fake";
import type { PaymentsFake } from "@fleet-persona/payments-fake";
import postgres from "postgres";
import type { Actor } from "../../actor.ts";
import { setListingTerms } from "../../author/set-listing-terms.ts";
import type { GatewayDeps } from "../../deps.ts";
import type { ListingId, PersonaVersionId } from "../../ids.ts";
import type { Price } from "../../store/listing.ts";
import { newOwner, newSeller, startTestHub } from "../../testing/test-hub.fixture.ts";
import type { TestHub } from "../../testing/test-hub.fixture.ts";
import { execute } from "../../use-case/execute.ts";
import { buyPersona } from "../buy-persona.ts";
import type { Checkout } from "../buy-persona.ts";
import { claimSubjects, handleSubject } from "../handle-payment-events.ts";
import type { MoneyDeps } from "../payments-deps.ts";
import { sellingTermsVersion, startSelling } from "../sell.ts";
import { takePaymentEvent } from "../take-payment-event.ts";

export const dayMs = 86_400_000;

/** A hub that sells through the local processor, with a seller whose account is active and whose listing has a price. */
export type TestMarket = AsyncDisposable & {
  readonly hub: TestHub & { readonly deps: GatewayDeps };
  readonly fake: PaymentsFake;
  /** What the worker has; `gateway` can be put in between to fail. */
  readonly money: MoneyDeps;
  readonly gateway: PaymentGateway;
  readonly seller: Actor;
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly sql: ReturnType<typeof postgres>;
  setPrice(price: Price, trialDays?: number | null): Promise<void>;
  /** Moves both clocks. */
  advance(ms: number): void;
  /** Waits for every event that is on its way, and has each handled. */
  settle(): Promise<void>;
  buy(buyer: Actor, quantity?: number): Promise<Checkout>;
  /** Orders, pays on the processor's page and settles. */
  bought(buyer: Actor, card?: string, quantity?: number): Promise<string>;
  newBuyer(): Promise<Actor>;
};

const webhookSecret = "whsec_test_of_the_market";
const once: Price = { kind: "one-off", amountMinor: 10_000, currency: "EUR" };

export async function startTestMarket(): Promise<TestMarket> {
  await using rest = new AsyncDisposableStack();
  const plain = rest.use(await startTestHub());
  const endpoint = rest.use(await startEndpoint());
  const fake = rest.use(
    await startPaymentsFake({
      webhookUrl: endpoint.url,
      webhookSecret,
      now: () => plain.deps.now().getTime(),
      retryBaseMs: 50,
    }),
  );
  const gateway = gatewayTo(fake);
  const payments = { gateway, hubUrl: "http://127.0.0.1:1" };
  const hub = { ...plain, deps: { ...plain.deps, payments } };
  endpoint.listen((body, signature) => takePaymentEvent(hub.deps, gateway.readEvent(body, signature)));
  const money: MoneyDeps = { ...plain.deps, db: plain.database.money, payments };
  const sql = postgres(plain.database.ownerUrl, { max: 2, onnotice: () => {} });
  rest.defer(() => sql.end());
  const { seller, published } = await newSeller(plain);
  const { listingId, personaVersionId } = published;

  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 2;) {
      await fake.control.deliveriesSettled();
      const claimed = await claimSubjects(money, 50);
      for (const each of claimed) await handleSubject(money, each);
      quiet = claimed.length === 0 ? quiet + 1 : 0;
    }
  };
  const buy = async (buyer: Actor, quantity = 1): Promise<Checkout> =>
    buyPersona(hub.deps, buyer, { listingId, quantity, seen: await shelfPrice(sql, listingId) });
  const setPrice = async (price: Price, trialDays: number | null = null): Promise<void> => {
    await execute(hub.deps, seller, setListingTerms, { personaId: "acme/surge-ready", price, trialDays });
  };
  await setPrice(once);
  await openShop(hub.deps, seller, fake, sql);
  await settle();
  const owned = rest.move();
  const parts = { hub, fake, money, gateway, seller, listingId, personaVersionId, sql };
  return {
    ...parts,
    setPrice,
    settle,
    buy,
    advance: (ms) => {
      hub.advance(ms);
      fake.control.advance(0);
    },
    async bought(buyer, card, quantity) {
      const { orderId } = await buy(buyer, quantity);
      const outcome = fake.control.pay(await checkoutOf(sql, orderId), card === undefined ? {} : { card });
      if (outcome.kind !== "complete") throw new TypeError(`The checkout was not paid: ${outcome.why ?? outcome.kind}`);
      await settle();
      return orderId;
    },
    newBuyer: () => newOwner(plain),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function openShop(deps: GatewayDeps, seller: Actor, fake: PaymentsFake, sql: TestMarket["sql"]): Promise<void> {
  await startSelling(deps, seller, { country: "DE", acceptedTerms: sellingTermsVersion });
  const [account] = await sql<{ account_id: string }[]>`select account_id from seller_accounts`;
  fake.control.onboard(account?.account_id ?? "");
}

/** Waits for every event that is on its way, and has each handled. */
export async function settleAll(fake: PaymentsFake, money: MoneyDeps): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await fake.control.deliveriesSettled();
    const claimed = await claimSubjects(money, 50);
    for (const each of claimed) await handleSubject(money, each);
    quiet = claimed.length === 0 ? quiet + 1 : 0;
  }
}

async function shelfPrice(
  sql: TestMarket["sql"],
  listingId: string,
): Promise<{ amountMinor: number; currency: string }> {
  const [row] = await sql<{ price_minor: string; price_currency: string }[]>`
    select price_minor, price_currency from listings where id = ${listingId}`;
  return { amountMinor: Number(row?.price_minor), currency: row?.price_currency ?? "" };
}

/** The processor's page of an order. */
export async function checkoutOf(sql: TestMarket["sql"], orderId: string): Promise<string> {
  const [row] = await sql<{ checkout_id: string }[]>`select checkout_id from orders where id = ${orderId}`;
  return row?.checkout_id ?? "";
}

function gatewayTo(fake: PaymentsFake): PaymentGateway {
  return stripeGateway({
    secretKey: fake.secretKey,
    webhookSecret,
    api: { host: "127.0.0.1", port: fake.port, protocol: "http" },
    automaticTax: false,
    timeoutMs: 10_000,
    maxNetworkRetries: 1,
  });
}

type Take = (body: string, signature: string | null) => Promise<void>;
type Endpoint = AsyncDisposable & { readonly url: string; listen(take: Take): void };

async function startEndpoint(): Promise<Endpoint> {
  let take: Take = () => Promise.resolve();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const signature = request.headers["stripe-signature"];
      take(Buffer.concat(parts).toString("utf8"), typeof signature === "string" ? signature : null).then(
        () => response.writeHead(200).end(),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    listen: (wanted) => {
      take = wanted;
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

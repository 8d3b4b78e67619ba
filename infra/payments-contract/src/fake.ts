import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { startPaymentsFake } from "@fleet-persona/payments-fake";
import { Stripe } from "stripe";
import { stripeGateway } from "@fleet-persona/payments";
import { apiBuyers } from "./api-buyers.ts";
import { apiSellers } from "./api-sellers.ts";
import { unique } from "./processor.ts";
import type { Delivered, Processor, Subject, TestCard } from "./processor.ts";

const numbers: Readonly<Record<TestCard, string>> = {
  works: "4242424242424242",
  declined: "4000000000000002",
  "fails-later": "4000000000000341",
  disputed: "4000000000000259",
  "available-at-once": "4000000000000077",
  "refund-fails": "4000000000005126",
};

/** The local payment processor, in this process, with everything that can be done to it. */
export const fake: Subject = {
  name: "apps/payments-fake",
  abilities: new Set(["checkout-page", "seller-ready", "seller-restricted", "events"]),
  open: openFake,
};

async function openFake(): Promise<Processor> {
  const endpoint = await openEndpoint();
  const processor = await startPaymentsFake({ webhookUrl: endpoint.url });
  const { control, secretKey, webhookSecret, port } = processor;
  const api = { host: "127.0.0.1", port, protocol: "http" } as const;
  const stripe = new Stripe(secretKey, { ...api, telemetry: false });
  const buyers = apiBuyers(stripe);
  const gateway = stripeGateway({
    secretKey,
    webhookSecret,
    api,
    automaticTax: false,
    timeoutMs: 10_000,
    maxNetworkRetries: 0,
  });
  return {
    gateway,
    ...buyers,
    ...apiSellers(stripe),
    async payCheckout(checkoutId, card, code) {
      control.pay(checkoutId, { card: numbers[card], ...(code === undefined ? {} : { promotionCode: code }) });
    },
    async readySeller() {
      const seller = { key: unique("seller"), tenantId: "tenant-of-the-contract", name: "A seller" };
      const { accountId } = await gateway.createSeller({ ...seller, email: "seller@example.com", country: "DE" });
      control.onboard(accountId);
      return accountId;
    },
    async restrictSeller(accountId) {
      control.hold(accountId, true);
    },
    async letRefundFail(refundId) {
      control.settleRefund(refundId, "failed");
    },
    delivered: () => Promise.resolve([...endpoint.delivered]),
    async [Symbol.asyncDispose]() {
      await buyers[Symbol.asyncDispose]();
      await processor.close();
      await endpoint.close();
    },
  };
}

type Endpoint = {
  readonly url: string;
  readonly delivered: readonly Delivered[];
  readonly close: () => Promise<void>;
};

async function openEndpoint(): Promise<Endpoint> {
  const delivered: Delivered[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      delivered.push({ body, signature: String(request.headers["stripe-signature"]) });
      return response.end();
    });
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events`,
    delivered,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

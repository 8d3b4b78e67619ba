import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { PaymentGateway } from "../payment-gateway.ts";
import { stripeGateway } from "./stripe-gateway.ts";

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly key: string | null;
  readonly account: string | null;
};

export type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes as it is. */
  readonly body: unknown;
};

export type LocalStripe = AsyncDisposable & { readonly gateway: PaymentGateway; readonly asked: readonly Asked[] };

/** A gateway that speaks to a server in this process, which answers as the test says and keeps what it was asked. */
export async function localStripe(answer: (asked: Asked) => Answer): Promise<LocalStripe> {
  const asked: Asked[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const one = await readRequest(request);
    asked.push(one);
    const { status = 200, headers = {}, body } = answer(one);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    void respond(request, response);
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server has no port");
  return {
    gateway: gatewayAt(address.port),
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => {
        server.close(closed);
      });
    },
  };
}

export function gatewayAt(port: number): PaymentGateway {
  return stripeGateway({
    secretKey: "sk_test_of_a_test",
    webhookSecret: "whsec_of_a_test",
    api: { host: "127.0.0.1", port, protocol: "http" },
    automaticTax: true,
    timeoutMs: 5_000,
    maxNetworkRetries: 0,
  });
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const body = await text(request);
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    form: new URLSearchParams(body),
    key: headerOf(request, "idempotency-key"),
    account: headerOf(request, "stripe-account"),
  };
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
}

/** A page of a list as Stripe answers it, after the item that the request names. */
export function pageFor(asked: Asked, items: readonly { readonly id: string }[]): Answer {
  const after = asked.query.get("starting_after");
  const from = after === null ? 0 : items.findIndex((item) => item.id === after) + 1;
  const limit = Number(asked.query.get("limit") ?? 10);
  const data = items.slice(from, from + limit);
  return { body: { object: "list", url: asked.path, data, has_more: from + limit < items.length } };
}

export function refusal(status: number, error: Readonly<Record<string, string>>): Answer {
  return { status, body: { error: { type: "invalid_request_error", message: "No.", ...error } } };
}

/** Answers each path with what the table says; a path it does not know is a fault of the test. */
export function table(rows: Readonly<Record<string, Answer | ((asked: Asked) => Answer)>>): (asked: Asked) => Answer {
  return (asked) => {
    const row = rows[`${asked.method} ${asked.path}`];
    if (row === undefined) return refusal(418, { message: `nobody expected ${asked.method} ${asked.path}` });
    return typeof row === "function" ? row(asked) : row;
  };
}

/** As many objects with ids of their own. */
export function ids(prefix: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({ id: `${prefix}_${index}` }));
}

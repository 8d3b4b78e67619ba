import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Stripe } from "stripe";

export type Received = {
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly signature: string;
};

/** An endpoint that takes events in. `answers` gives the status of the nth request. */
export type Receiver = AsyncDisposable & {
  readonly url: string;
  readonly events: Received[];
  answers: (count: number) => number;
};

export async function openReceiver(): Promise<Receiver> {
  const events: Received[] = [];
  let count = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const status = receiver.answers(count);
      count += 1;
      const body = Buffer.concat(parts).toString("utf8");
      const { id, type } = JSON.parse(body) as { id: string; type: string };
      if (status < 300) events.push({ id, type, body, signature: String(request.headers["stripe-signature"]) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    events,
    answers: () => 200,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** Whether an event was signed with a secret, as the SDK checks it. */
export function isSigned({ body, signature }: Received, secret: string): boolean {
  return new Stripe("sk_test_x").webhooks.constructEvent(body, signature, secret, 300).id.startsWith("evt_");
}

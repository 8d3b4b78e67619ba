import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { atRandomMoments } from "../random-moments.ts";

/** One answer: milliseconds from when it should have been sent to the last byte, whatever held the sending up. */
export type Answered = { readonly eventId: string | null; readonly status: number; readonly fromIntendedMs: number };

type Sending = {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly secret: string;
  /** The body and the event it is; null: nothing is sent along. */
  readonly bodies: readonly { readonly eventId: string; readonly body: string }[] | null;
  readonly count: number;
  readonly perSecond: number;
  readonly seed: number;
};

const patienceMs = 30_000;

/** Sends at random moments, each event signed as the processor signs it when it is sent. */
export async function sendEvents({ url, method, secret, bodies, ...moments }: Sending): Promise<readonly Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const answers = await atRandomMoments(moments, async (place, intended) => {
    const event = bodies?.[place % bodies.length] ?? null;
    const headers = event === null ? {} : { "content-type": "application/json", ...signed(event.body, secret) };
    const status = await send(agent, { url, method, headers }, event?.body ?? "");
    return { eventId: event?.eventId ?? null, status, fromIntendedMs: performance.now() - intended };
  });
  agent.destroy();
  return answers;
}

function signed(body: string, secret: string): Record<string, string> {
  const at = Math.floor(Date.now() / 1_000);
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return { "stripe-signature": `t=${at},v1=${signature}`, "content-length": String(Buffer.byteLength(body)) };
}

type Sent = { readonly url: string; readonly method: string; readonly headers: Record<string, string> };

function send(agent: Agent, { url, ...how }: Sent, body: string): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(url, { agent, ...how, timeout: patienceMs }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
      response.once("error", () => resolve(0));
    });
    sent.once("timeout", () => sent.destroy());
    // A connection that was closed while it rested is nobody's refusal: what was to go over it goes over another one, as senders do.
    sent.once("error", () => {
      if (sent.reusedSocket) send(agent, { url, ...how }, body).then(resolve, () => resolve(0));
      else resolve(0);
    });
    sent.end(body);
  });
}

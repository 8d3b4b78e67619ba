import { takePaymentEvent } from "@fleet-persona/hub-core";
import { PaymentError } from "@fleet-persona/payments";
import { hubDeps } from "../../../../deps.ts";
import { boundedRequest } from "../../../../net/bounded-request.ts";

const mostBytes = 1024 * 1024;

/**
 * Takes an event of the payment processor: its signature over the raw body is checked, it is stored once, and whatever it is about is read
 * by a worker. 200 means that it is stored. The signature is the permission, so that no Origin or session matters.
 */
export async function POST(incoming: Request): Promise<Response> {
  const { core } = hubDeps();
  const request = boundedRequest(incoming, mostBytes);
  if (request === null) return new Response(null, { status: 413, headers: { connection: "close" } });
  if (core.payments === undefined) return new Response("This hub takes no payments.", { status: 404 });
  const body = await request.text();
  try {
    const hint = core.payments.gateway.readEvent(body, request.headers.get("stripe-signature"));
    await takePaymentEvent(core, hint);
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    return Response.json({ code: error.code, message: error.message }, { status: 400 });
  }
  return new Response(null, { status: 200 });
}

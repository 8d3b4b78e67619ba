import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

/**
 * For one of several processes at one port: who asks for a page while another is being made here is told to come by a new
 * connection next time, which goes to whichever process is idle. A connection kept would wait here again.
 */
export function spreadVisitors(): void {
  let making = 0;
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as Exchange;
    // Files are sent in no time, and a browser asks for many at once.
    if (request.headers.accept?.includes("text/html") !== true) return;
    if (making > 0) response.shouldKeepAlive = false;
    making += 1;
    response.once("close", () => (making -= 1));
  });
}

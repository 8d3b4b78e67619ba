import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { randomBytes } from "node:crypto";
import { contentSecurityPolicy } from "./content-security-policy.ts";

/** Headers by which a page learns of its request; whatever a client sends under these names is overwritten. */
export const nonceHeader = "x-nonce";
export const pathHeader = "x-path";

// What is for programs, and files that are the same for everybody.
const noPage = /^\/(?:api\/|v1\/|downloads\/|install\.sh|healthz|_next\/static|_next\/image)/;

/**
 * Gives every page its own nonce and the headers that keep it ours, before Next sees the request. (A proxy of Next's would do
 * the same, and make a request and a response of the web's kind for each page: a fifth of the work of a small one.)
 */
export function stampPageHeaders({ development }: { readonly development: boolean }): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    stamp(request, response, development);
  });
}

/** The same for one request. */
export function stamp(
  { headers, url = "/" }: Pick<IncomingMessage, "headers" | "url">,
  response: Pick<ServerResponse, "setHeader">,
  development: boolean,
): void {
  delete headers[nonceHeader];
  delete headers[pathHeader];
  delete headers["content-security-policy"];
  if (noPage.test(url)) return;
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy({ nonce, development });
  // Next reads the nonce for its own scripts from this one.
  headers["content-security-policy"] = policy;
  headers[nonceHeader] = nonce;
  headers[pathHeader] = pathOf(url);
  response.setHeader("content-security-policy", policy);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "same-origin");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("permissions-policy", "camera=(), microphone=(), geolocation=()");
}

/** The address as a person would write it: without what Next's router adds to it. */
function pathOf(url: string): string {
  const [path = "/", search] = url.split(/\?(.*)/s, 2);
  if (search === undefined) return path;
  const asked = search.split("&").filter((part) => part !== "" && !/^_rsc(?:=|$)/.test(part));
  return asked.length === 0 ? path : `${path}?${asked.join("&")}`;
}

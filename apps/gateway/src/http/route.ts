import type { IncomingMessage, ServerResponse } from "node:http";
import type { Deps } from "../deps.ts";
import { prometheusText, summarise } from "../measures/measures.ts";
import { handleBundle } from "./bundles.ts";
import { handleEnrol } from "./enrol.ts";
import { replyError, replyJson } from "./reply.ts";

const BUNDLE_PATH = /^\/bundles\/([0-9a-f]{64})\/([a-z0-9._-]{1,64})$/;

type Site = { readonly gatewayUrl: string | undefined; readonly databaseAvailable: () => boolean };

/** Everything the gateway answers over plain HTTP. */
export async function route(deps: Deps, site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const bundle = BUNDLE_PATH.exec(path);
  if (request.method === "POST" && path === "/enrol")
    return handleEnrol(deps, site.gatewayUrl ?? `http://${request.headers.host ?? "localhost"}`, request, response);
  if (request.method !== "GET") return replyError(response, 404, "not-found", "There is nothing here.");
  if (bundle !== null) {
    const [, digest = "", file = ""] = bundle;
    return handleBundle(deps, { digest, file }, request, response);
  }
  if (path === "/healthz") return replyJson(response, 200, { status: "ok", database: site.databaseAvailable() });
  if (path === "/metrics.json") return replyJson(response, 200, summarise(deps.measures, deps.now()));
  if (path === "/metrics") {
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    response.end(prometheusText(deps.measures));
    return;
  }
  replyError(response, 404, "not-found", "There is nothing here.");
}

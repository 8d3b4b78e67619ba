import type { IncomingMessage, ServerResponse } from "node:http";
import type { HostKey } from "@fleet-persona/hub-core";
import type { Deps } from "../deps.ts";
import { prometheusText, summarise } from "../measures/measures.ts";
import { handleEnrol } from "./enrol.ts";
import { replyError, replyJson } from "./reply.ts";
import { handleHostDocument, handlePublicDocument } from "./trust-documents.ts";

const BUNDLE_PATH = /^\/bundles\/([0-9a-f]{64})\/([a-z0-9._-]{1,64})$/;
const LEASE_PATH = /^\/leases\/([0-9a-f]{64})$/;
const TUF_PATH = /^\/tuf\/([a-z0-9.]{1,64})$/;
// Everything but the timestamp has its version in its name.
const NEVER_CHANGES = "public, max-age=31536000, immutable";
const KEYRINGS_PATH = /^\/keyrings\/([a-z0-9-]{1,40})\.json$/;

type Site = { readonly gatewayUrl: string | undefined; readonly databaseAvailable: () => boolean };

/** Everything the gateway answers over plain HTTP. */
export async function route(deps: Deps, site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (request.method === "POST" && path === "/enrol")
    return handleEnrol(deps, site.gatewayUrl ?? `http://${request.headers.host ?? "localhost"}`, request, response);
  if (request.method !== "GET") return replyError(response, 404, "not-found", "There is nothing here.");
  const document = documentAt(deps, path, request, response);
  if (document !== null) return document;
  if (path === "/healthz") return replyJson(response, 200, { status: "ok", database: site.databaseAvailable() });
  if (path === "/metrics.json") return replyJson(response, 200, summarise(deps.measures, deps.now()));
  if (path === "/metrics") {
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    response.end(prometheusText(deps.measures));
    return;
  }
  replyError(response, 404, "not-found", "There is nothing here.");
}

/** What is signed and only carried by this gateway; null for any other path. */
function documentAt(
  deps: Deps,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | null {
  const { hub } = deps;
  const [, digest, file = ""] = BUNDLE_PATH.exec(path) ?? [];
  if (digest !== undefined) {
    const read = (host: HostKey): Promise<Uint8Array> =>
      file === "attestation.json"
        ? hub.readBundleAttestation({ ...host, digest })
        : hub.readBundleFile({ ...host, digest, file });
    return handleHostDocument(deps, read, request, response);
  }
  const leased = LEASE_PATH.exec(path)?.[1];
  if (leased !== undefined)
    return handleHostDocument(deps, (host) => hub.readHostLease({ ...host, digest: leased }), request, response);
  const metadata = TUF_PATH.exec(path)?.[1];
  if (metadata !== undefined) {
    const cache = metadata === "timestamp.json" ? undefined : NEVER_CHANGES;
    return handlePublicDocument(deps, () => hub.readRepositoryFile(metadata), response, cache);
  }
  const publisher = KEYRINGS_PATH.exec(path)?.[1];
  if (publisher !== undefined) return handlePublicDocument(deps, () => hub.readPublisherKeyrings(publisher), response);
  return null;
}

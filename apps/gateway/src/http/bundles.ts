import type { IncomingMessage, ServerResponse } from "node:http";
import { HubError } from "@fleet-persona/hub-core";
import type { Deps } from "../deps.ts";
import { replyError } from "./reply.ts";

/** `GET /bundles/{digest}/{file}`: one file of the bundle the session's host is assigned. Anything else is not found. */
export async function handleBundle(
  deps: Deps,
  { digest, file }: { digest: string; file: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const token = /^Bearer (\S{1,256})$/.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) return replyError(response, 401, "unauthenticated", "A session token is needed.");
  try {
    const host = await deps.hub.authenticateSessionToken(token);
    if (host === null) return replyError(response, 401, "unauthenticated", "The session of this token is over.");
    const bytes = await deps.hub.readBundleFile({ tenantId: host.tenantId, hostId: host.hostId, digest, file });
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": bytes.length });
    response.end(bytes);
  } catch (error) {
    if (error instanceof HubError) return replyError(response, 404, "not-found", "There is no such bundle file.");
    deps.log.error({ err: error }, "bundle not read");
    replyError(response, 503, "hub-unavailable", "The hub cannot reach its database; try again in a moment.");
  }
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { HubError } from "@fleet-persona/hub-core";
import type { HostKey } from "@fleet-persona/hub-core";
import type { Deps } from "../deps.ts";
import { replyBytes, replyError } from "./reply.ts";

/** A public document, which anybody may keep: the repository's metadata, a publisher's keyrings. */
export async function handlePublicDocument(
  deps: Deps,
  read: () => Promise<Uint8Array>,
  response: ServerResponse,
  cache?: string,
): Promise<void> {
  try {
    replyBytes(response, await read(), "application/json", cache);
  } catch (error) {
    replyHubError(deps, error, response);
  }
}

/** A document for the host of a session alone: anything else is not found. */
export async function handleHostDocument(
  deps: Deps,
  read: (host: HostKey) => Promise<Uint8Array>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const token = /^Bearer (\S{1,256})$/.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) return replyError(response, 401, "unauthenticated", "A session token is needed.");
  try {
    const host = await deps.hub.authenticateSessionToken(token);
    if (host === null) return replyError(response, 401, "unauthenticated", "The session of this token is over.");
    replyBytes(response, await read(host), "application/octet-stream");
  } catch (error) {
    replyHubError(deps, error, response);
  }
}

function replyHubError(deps: Deps, error: unknown, response: ServerResponse): void {
  if (error instanceof HubError && error.detail === "seats-exhausted")
    return replyError(response, 403, "seats-exhausted", error.message);
  if (error instanceof HubError) return replyError(response, 404, "not-found", "There is no such document.");
  deps.log.error({ err: error }, "document not read");
  replyError(response, 503, "hub-unavailable", "The hub cannot reach its database; try again in a moment.");
}

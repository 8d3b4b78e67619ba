import { timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { isLoopback } from "../loopback.ts";
import type { ReceiverSourceConfig } from "../source-config.ts";
import { errorAnswer, type Answer } from "./answer.ts";

/**
 * Whether a request may come in; null when it may. On loopback a browser could be made to post here by any page (and by a
 * name that it resolves to 127.0.0.1): an Origin, or a Host that is no loopback address, is refused.
 */
export function admission(request: IncomingMessage, { token_file, address }: ReceiverSourceConfig): Answer | null {
  if (request.headers.origin !== undefined)
    return errorAnswer(403, "host-not-allowed", "Browsers may not post here; send it from a server.");
  if (token_file !== undefined) return tokenProblem(request, token_file);
  const host = hostName(request.headers.host ?? "");
  if (isLoopback(address) && host !== "localhost" && !isLoopback(host))
    return errorAnswer(403, "host-not-allowed", "Post to 127.0.0.1 or localhost: other names are not answered.");
  return null;
}

function tokenProblem(request: IncomingMessage, file: string): Answer | null {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const wanted = tokenOf(file);
  const same =
    wanted !== "" &&
    given.length === wanted.length &&
    timingSafeEqual(Buffer.from(given, "latin1"), Buffer.from(wanted, "latin1"));
  return same ? null : errorAnswer(401, "token-wrong", "Send the content of the host's token file as a bearer token.");
}

function tokenOf(file: string): string {
  try {
    return readFileSync(file, "latin1").trim();
  } catch {
    return "";
  }
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}

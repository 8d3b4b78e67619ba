import type { Example } from "../http-api/operation.ts";
import type { DocumentedOperation } from "./read-document.ts";

/** One example as a command line for `sh`. The hub's address and the token stand in variables, so that it can be pasted as it is. */
export function curlOf(
  operation: DocumentedOperation,
  { params = {}, query = "", headers = {}, body }: Example,
): string {
  const held = Object.entries(params);
  const path = held.reduce((done, [name, value]) => done.replace(`{${name}}`, String(value)), operation.path);
  const isPublic = operation.security.length === 0;
  const all: Record<string, string> = { ...headers };
  if (body !== undefined && typeof body !== "string") all["content-type"] ??= "application/json";
  const lines = [
    `curl${operation.method === "GET" ? "" : ` -X ${operation.method}`} "$FLEET_HUB"${quoted(`${path}${query}`)}`,
    ...(isPublic ? [] : ['-H "Authorization: Bearer $FLEET_TOKEN"']),
    ...Object.entries(all).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-binary ${quoted(typeof body === "string" ? body : JSON.stringify(body))}`]),
  ];
  return lines.join(" \\\n  ");
}

// A single quote ends the quotes, stands by itself and opens them again.
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

import { HubError } from "@fleet-persona/hub-core";

/** The token of an `Authorization: Bearer` header; `unauthenticated` without one. Cookies open nothing here. */
export function bearerToken({ headers }: Request): string {
  const token = /^Bearer +([A-Za-z0-9_-]{1,200}) *$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (token === undefined) throw new HubError("unauthenticated", "Send a token: Authorization: Bearer …");
  return token;
}

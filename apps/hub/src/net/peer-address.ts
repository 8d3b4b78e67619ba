import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** Header that carries the address of the socket's other end. Whatever a client sends under this name is overwritten. */
export const peerHeader = "x-fleet-persona-peer";

/** Route handlers never see the socket, and forwarded-for headers can be written by anyone: so it is stamped on arrival. */
export function stampPeerAddress(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[peerHeader] = request.socket.remoteAddress ?? "";
  });
}

export function isLoopbackAddress(address: string | null): boolean {
  if (address === null) return false;
  return /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address) || address === "::1";
}

/** The WebSocket address of a gateway's agent end. */
export function agentSocketUrl(gatewayUrl: string): string {
  const url = new URL("/agent", gatewayUrl);
  url.protocol = url.protocol === "https:" || url.protocol === "wss:" ? "wss:" : "ws:";
  return url.href;
}

import { readFileSync } from "node:fs";
import { needed, type Given } from "../command-line.ts";
import { hubOrigin, keepCredentials } from "../credentials.ts";
import { hubClient } from "../hub-client.ts";
import type { Terminal } from "../../command-line/terminal.ts";

/** `fleet login`: tries the token, then keeps it. */
export async function loginCommand(given: Given, terminal: Terminal): Promise<number> {
  const hub = hubOrigin(needed(given, "login", "hub"));
  const written = needed(given, "login", "token");
  const token = written === "-" ? readFileSync(0, "utf8").trim() : written;
  if (isReadable(hub)) terminal.err(`Warning: ${hub} is not https, so others can read the token on its way.\n`);
  const fleets = await hubClient({ hub, token }).listFleets();
  const path = keepCredentials(terminal.env, { hub, token });
  terminal.out(`Logged in to ${hub}: ${fleets.length} ${fleets.length === 1 ? "fleet" : "fleets"}. Kept in ${path}.\n`);
  return 0;
}

function isReadable(hub: string): boolean {
  const { protocol, hostname } = new URL(hub);
  return protocol === "http:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

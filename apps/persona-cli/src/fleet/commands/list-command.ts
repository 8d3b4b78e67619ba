import type { Given } from "../command-line.ts";
import { readCredentials } from "../credentials.ts";
import { hubClient } from "../hub-client.ts";
import type { Terminal } from "../../command-line/terminal.ts";

/** `fleet list`. */
export async function listCommand(given: Given, terminal: Terminal): Promise<number> {
  const fleets = await hubClient(readCredentials(terminal.env)).listFleets();
  if (given.json === true) {
    terminal.out(`${JSON.stringify({ fleets })}\n`);
    return 0;
  }
  const rows = [["FLEET", "VERSION", "HOSTS", "NAME"]].concat(
    fleets.map(({ slug, configVersion, hosts, name }) => [slug, String(configVersion), String(hosts), name]),
  );
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    terminal.out(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
  return 0;
}

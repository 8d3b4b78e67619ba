import { writeFileSync } from "node:fs";
import type { Given } from "../command-line.ts";
import { readCredentials } from "../credentials.ts";
import { FleetError } from "../fleet-error.ts";
import { hubClient } from "../hub-client.ts";
import type { Terminal } from "../../command-line/terminal.ts";

/** `fleet export NAME`. */
export async function exportCommand(given: Given, terminal: Terminal): Promise<number> {
  const client = hubClient(readCredentials(terminal.env));
  const [fleet = ""] = given.words;
  const text =
    given.json === true ? `${JSON.stringify(await client.exportJson(fleet))}\n` : await client.exportYaml(fleet);
  if (given.out === undefined || given.out === "-") {
    terminal.out(text);
    return 0;
  }
  try {
    writeFileSync(given.out, text);
  } catch (error) {
    throw new FleetError("file-wrong", `${given.out} cannot be written: ${String(error)}.`, {
      code: "file-unwritable",
    });
  }
  terminal.err(`Wrote ${given.out}.\n`);
  return 0;
}

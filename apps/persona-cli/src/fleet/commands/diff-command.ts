import { needed, type Given } from "../command-line.ts";
import { readCredentials } from "../credentials.ts";
import { readFleetFile } from "../fleet-file.ts";
import { hubClient } from "../hub-client.ts";
import { showPlan } from "../show-plan.ts";
import type { Terminal } from "../../command-line/terminal.ts";

/** `fleet diff -f FILE`: 1 when there is something to do. */
export async function diffCommand(given: Given, terminal: Terminal): Promise<number> {
  const { text, fleet } = readFleetFile(needed(given, "diff", "file"));
  const plan = await hubClient(readCredentials(terminal.env)).plan(fleet, text, { acceptMissing: false });
  terminal.out(given.json === true ? `${JSON.stringify(plan)}\n` : showPlan(fleet, plan));
  return plan.changes.length === 0 ? 0 : 1;
}

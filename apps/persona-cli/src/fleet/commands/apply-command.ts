import { needed, type Given } from "../command-line.ts";
import { readCredentials } from "../credentials.ts";
import { FleetError } from "../fleet-error.ts";
import { readFleetFile } from "../fleet-file.ts";
import { hubClient, type Applied, type Plan } from "../hub-client.ts";
import { showPlan } from "../show-plan.ts";
import type { Terminal } from "../../command-line/terminal.ts";

/** `fleet apply -f FILE`: shows the plan, asks, applies exactly that plan. 1 when the person said no. */
export async function applyCommand(given: Given, terminal: Terminal): Promise<number> {
  const { text, fleet } = readFleetFile(needed(given, "apply", "file"));
  const base = given.base === undefined ? null : versionOf(given.base);
  const client = hubClient(readCredentials(terminal.env));
  const acceptMissing = given["accept-missing"] === true;
  const plan = await client.plan(fleet, text, { acceptMissing });
  if (given.json !== true) terminal.out(showPlan(fleet, plan));
  refuseOutdated(fleet, plan, base);
  const [refusal] = plan.refusals;
  if (refusal !== undefined) throw new FleetError("hub-refused", refusal.message, { code: refusal.code });
  if (plan.changes.length === 0) return done(given, terminal, { version: plan.baseVersion, changes: [] }, false);
  if (given.yes !== true && !(await agreed(terminal))) {
    terminal.err("Nothing was changed.\n");
    return 1;
  }
  // The version that was planned against: whatever came between makes it a conflict.
  const options = { acceptMissing, baseVersion: plan.baseVersion, note: given.note ?? "" };
  return done(given, terminal, await client.apply(fleet, text, options), true);
}

function versionOf(written: string): number {
  if (/^\d{1,9}$/.test(written)) return Number(written);
  throw new FleetError("usage", `--base ${written} is no version: see \`fleet apply --help\`.`);
}

function refuseOutdated(fleet: string, { baseVersion }: Plan, base: number | null): void {
  if (base === null || base === baseVersion) return;
  const message = `${fleet} is at version ${baseVersion}, not ${base}: export it again.`;
  throw new FleetError("conflict", message, { code: "version-changed" });
}

async function agreed(terminal: Terminal): Promise<boolean> {
  if (!terminal.isInteractive) throw new FleetError("usage", "Nobody is here to ask: say --yes to apply this plan.");
  return /^y(?:es)?$/i.test((await terminal.ask("Apply? [y/N] ")).trim());
}

function done(given: Given, terminal: Terminal, { version, changes }: Applied, applied: boolean): number {
  if (given.json === true) terminal.out(`${JSON.stringify({ applied, version, changes })}\n`);
  else if (applied) terminal.out(`Applied: version ${version}.\n`);
  return 0;
}

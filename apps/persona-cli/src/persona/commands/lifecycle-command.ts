import { z } from "zod";
import { usageError } from "../../command-line/command-error.ts";
import { readCredentials } from "../../fleet/credentials.ts";
import { askHub, understood } from "../../fleet/hub-client.ts";
import { needed, wholeNumber, type Given } from "../command-line.ts";
import type { World } from "../world.ts";

const saidSchema = z.object({
  personaId: z.string(),
  version: z.number(),
  state: z.string(),
  /** How many fleets were told of a revocation. */
  fleets: z.number().optional(),
});

type Verb = "deprecate" | "yank" | "revoke" | "restore";

const done: Readonly<Record<Verb, (fleets: number) => string>> = {
  deprecate: () => "is deprecated: it runs on, and nobody is led to it any more",
  yank: () => "is yanked: it runs on, and no fleet begins with it any more",
  revoke: (fleets) => `is revoked: ${fleets} ${fleets === 1 ? "fleet" : "fleets"} of the hub were told to leave it`,
  restore: () => "is offered again",
};

/** `persona deprecate PUBLISHER/NAME@VERSION --reason WHY [--successor N]`. */
export const deprecateCommand = verbCommand("deprecate");
/** `persona yank PUBLISHER/NAME@VERSION --reason WHY [--successor N]`. */
export const yankCommand = verbCommand("yank");
/** `persona revoke PUBLISHER/NAME@VERSION --reason WHY [--yes]`: asks first, for it cannot be taken back. */
export const revokeCommand = verbCommand("revoke");
/** `persona restore PUBLISHER/NAME@VERSION`. */
export const restoreCommand = verbCommand("restore");

function verbCommand(verb: Verb): (given: Given, world: World) => Promise<number> {
  return async (given, world) => {
    const { personaId, version } = addressOf(given.words[0] ?? "", verb);
    const body = verb === "restore" ? {} : { reason: needed(given, verb, "reason"), ...successorOf(given, verb) };
    const credentials = readCredentials(world.env);
    if (verb === "revoke" && given.yes !== true && !(await agreed(world, personaId, version))) {
      world.err("Nothing was changed.\n");
      return 1;
    }
    const response = await askHub(credentials, `/api/v1/personas/${personaId}/versions/${version}/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const said = await understood(response, saidSchema);
    if (given.json === true) world.out(`${JSON.stringify(said)}\n`);
    else world.out(`${said.personaId} version ${said.version} ${done[verb](said.fleets ?? 0)}.\n`);
    return 0;
  };
}

/** `PUBLISHER/NAME@VERSION`, taken apart. */
export function addressOf(word: string, command: Verb): { readonly personaId: string; readonly version: number } {
  const [, personaId, version] = /^([a-z0-9-]+\/[a-z0-9-]+)@(\d{1,9})$/.exec(word) ?? [];
  if (personaId !== undefined && version !== undefined) return { personaId, version: Number(version) };
  throw usageError(`${word} is no version: write PUBLISHER/NAME@VERSION; see \`persona ${command} --help\`.`);
}

function successorOf(given: Given, verb: Verb): { readonly successor?: number } {
  if (verb === "revoke") return {};
  const successor = wholeNumber(given, "successor", 1, undefined);
  return successor === undefined ? {} : { successor };
}

async function agreed(world: World, personaId: string, version: number): Promise<boolean> {
  if (!world.isInteractive)
    throw usageError("A revocation cannot be taken back and nobody is here to ask: say --yes to revoke.");
  world.err("Every fleet that runs it goes to its own safe configuration. This cannot be taken back.\n");
  const typed = await world.ask(`Type ${personaId}@${version} to revoke it: `);
  return typed.trim() === `${personaId}@${version}`;
}

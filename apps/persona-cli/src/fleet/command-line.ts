import { parseArgs } from "node:util";
import { FleetError } from "./fleet-error.ts";
import type { Command } from "./help.ts";

const OPTIONS = {
  hub: { type: "string" },
  token: { type: "string" },
  out: { type: "string", short: "o" },
  file: { type: "string", short: "f" },
  yes: { type: "boolean" },
  note: { type: "string" },
  base: { type: "string" },
  "accept-missing": { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
type Option = keyof typeof OPTIONS;

/** The options each command takes beside --help, and the words after it. */
const TAKES: Readonly<Record<Command, { readonly options: readonly Option[]; readonly words: number }>> = {
  login: { options: ["hub", "token"], words: 0 },
  list: { options: ["json"], words: 0 },
  export: { options: ["out", "json"], words: 1 },
  diff: { options: ["file", "json"], words: 0 },
  apply: { options: ["file", "yes", "note", "base", "accept-missing", "json"], words: 0 },
};

/** What was written behind a command. */
export type Given = {
  readonly [Name in Option]?: (typeof OPTIONS)[Name]["type"] extends "boolean" ? boolean : string;
} & { readonly words: readonly string[] };

/** Parses what follows a command; what the command does not take is a usage error. */
export function parseCommandLine(command: Command, args: readonly string[]): Given {
  const takes = TAKES[command];
  const options = Object.fromEntries(([...takes.options, "help"] as const).map((name) => [name, OPTIONS[name]]));
  const see = `see \`fleet ${command} --help\``;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    if (values["help"] !== true && positionals.length !== takes.words) {
      throw new FleetError("usage", takes.words === 1 ? `Name the fleet: ${see}.` : `Too many words: ${see}.`);
    }
    return { ...values, words: positionals };
  } catch (error) {
    if (error instanceof FleetError) throw error;
    const [sentence = "Wrong arguments"] = error instanceof Error ? error.message.split(". ") : [];
    throw new FleetError("usage", `${sentence}: ${see}.`);
  }
}

/** An option that a command cannot do without. */
export function needed(given: Given, command: Command, option: "hub" | "token" | "file"): string {
  const value = given[option];
  if (value !== undefined && value !== "") return value;
  const written = option === "file" ? "-f FILE" : `--${option}`;
  throw new FleetError("usage", `${written} is missing: see \`fleet ${command} --help\`.`);
}

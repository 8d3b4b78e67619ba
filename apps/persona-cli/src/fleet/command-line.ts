import { parseOptions, type Given as GivenOptions, type Takes } from "../command-line/parse-options.ts";
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
  gateway: { type: "string" },
  "release-key": { type: "string" },
  targets: { type: "string" },
} as const;

/** The options each command takes beside --help, and the words after it. */
const TAKES: Readonly<Record<Command, Takes<keyof typeof OPTIONS>>> = {
  login: { options: ["hub", "token"], words: [] },
  list: { options: ["json"], words: [] },
  export: { options: ["out", "json"], words: ["the fleet"] },
  diff: { options: ["file", "json"], words: [] },
  apply: { options: ["file", "yes", "note", "base", "accept-missing", "json"], words: [] },
  "install-line": { options: ["hub", "gateway", "token", "release-key", "targets", "json"], words: [] },
};

/** What was written behind a command. */
export type Given = GivenOptions<typeof OPTIONS>;

/** Parses what follows a command; what the command does not take is a usage error. */
export function parseCommandLine(command: Command, args: readonly string[]): Given {
  return parseOptions({ see: `see \`fleet ${command} --help\``, options: OPTIONS, takes: TAKES[command] }, args);
}

/** An option that a command cannot do without. */
export function needed(given: Given, command: Command, option: "hub" | "token" | "file" | "gateway"): string {
  const value = given[option];
  if (value !== undefined && value !== "") return value;
  const written = option === "file" ? "-f FILE" : `--${option}`;
  throw new FleetError("usage", `${written} is missing: see \`fleet ${command} --help\`.`);
}

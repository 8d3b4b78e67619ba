import { runProgram } from "../command-line/run-program.ts";
import type { Terminal } from "../command-line/terminal.ts";
import { parseCommandLine, type Given } from "./command-line.ts";
import { applyCommand } from "./commands/apply-command.ts";
import { diffCommand } from "./commands/diff-command.ts";
import { exportCommand } from "./commands/export-command.ts";
import { installLineCommand } from "./commands/install-line-command.ts";
import { listCommand } from "./commands/list-command.ts";
import { loginCommand } from "./commands/login-command.ts";
import { HELP, OVERVIEW, type Command } from "./help.ts";

const COMMANDS: Readonly<Record<Command, (given: Given, terminal: Terminal) => Promise<number>>> = {
  login: loginCommand,
  list: listCommand,
  export: exportCommand,
  diff: diffCommand,
  apply: applyCommand,
  "install-line": installLineCommand,
};

/** Runs one command and resolves to the exit code; everything a person should know is printed. */
export async function runFleet(args: readonly string[], terminal: Terminal): Promise<number> {
  const run = async (command: Command, rest: readonly string[]): Promise<number | "help"> => {
    const given = parseCommandLine(command, rest);
    return given.help === true ? "help" : COMMANDS[command](given, terminal);
  };
  return runProgram({ name: "fleet", overview: OVERVIEW, help: HELP, run }, args, terminal);
}

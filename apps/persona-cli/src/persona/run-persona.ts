import { runProgram } from "../command-line/run-program.ts";
import { parseCommandLine, type Given } from "./command-line.ts";
import { compareCommand } from "./commands/compare-command.ts";
import { evaluateCommand } from "./commands/evaluate-command.ts";
import { evolveCommand } from "./commands/evolve-command.ts";
import { exportCommand } from "./commands/export-command.ts";
import { importCommand } from "./commands/import-command.ts";
import { initCommand } from "./commands/init-command.ts";
import { inspectCommand } from "./commands/inspect-command.ts";
import { trainCommand } from "./commands/train-command.ts";
import { HELP, OVERVIEW, type Command } from "./help.ts";
import type { World } from "./world.ts";

const COMMANDS: Readonly<Record<Command, (given: Given, world: World) => Promise<number>>> = {
  init: initCommand,
  train: trainCommand,
  evolve: evolveCommand,
  evaluate: evaluateCommand,
  compare: compareCommand,
  inspect: inspectCommand,
  export: exportCommand,
  import: importCommand,
};

/** Runs one command and resolves to the exit code; everything a person should know is printed. */
export async function runPersona(args: readonly string[], world: World): Promise<number> {
  const run = async (command: Command, rest: readonly string[]): Promise<number | "help"> => {
    const given = parseCommandLine(command, rest);
    return given.help === true ? "help" : COMMANDS[command](given, world);
  };
  return runProgram({ name: "persona", overview: OVERVIEW, help: HELP, run }, args, world);
}

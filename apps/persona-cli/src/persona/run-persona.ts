import { runProgram } from "../command-line/run-program.ts";
import { parseCommandLine, type Given } from "./command-line.ts";
import { initCommand } from "./commands/init-command.ts";
import { trainCommand } from "./commands/train-command.ts";
import { HELP, OVERVIEW, type Command } from "./help.ts";
import type { World } from "./world.ts";

const COMMANDS: Partial<Record<Command, (given: Given, world: World) => Promise<number>>> = {
  init: initCommand,
  train: trainCommand,
};

/** Runs one command and resolves to the exit code; everything a person should know is printed. */
export async function runPersona(args: readonly string[], world: World): Promise<number> {
  const run = async (command: Command, rest: readonly string[]): Promise<number | "help"> => {
    const given = parseCommandLine(command, rest);
    return given.help === true ? "help" : (COMMANDS[command]?.(given, world) ?? 0);
  };
  return runProgram({ name: "persona", overview: OVERVIEW, help: HELP, run }, args, world);
}

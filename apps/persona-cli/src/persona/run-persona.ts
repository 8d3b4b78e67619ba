import { runProgram } from "../command-line/run-program.ts";
import { parseCommandLine, type Given } from "./command-line.ts";
import { HELP, OVERVIEW, type Command } from "./help.ts";
import type { World } from "./world.ts";

type Run = (given: Given, world: World) => Promise<number>;

/** Each is loaded when it is asked for: help should not wait for a simulator. */
const COMMANDS: Readonly<Record<Command, () => Promise<Run>>> = {
  init: async () => (await import("./commands/init-command.ts")).initCommand,
  train: async () => (await import("./commands/train-command.ts")).trainCommand,
  evolve: async () => (await import("./commands/evolve-command.ts")).evolveCommand,
  import: async () => (await import("./commands/import-command.ts")).importCommand,
  evaluate: async () => (await import("./commands/evaluate-command.ts")).evaluateCommand,
  compare: async () => (await import("./commands/compare-command.ts")).compareCommand,
  inspect: async () => (await import("./commands/inspect-command.ts")).inspectCommand,
  check: async () => (await import("./commands/check-command.ts")).checkCommand,
  gate: async () => (await import("./commands/gate-command.ts")).gateCommand,
  refine: async () => (await import("./commands/refine-command.ts")).refineCommand,
  deprecate: async () => (await import("./commands/lifecycle-command.ts")).deprecateCommand,
  yank: async () => (await import("./commands/lifecycle-command.ts")).yankCommand,
  revoke: async () => (await import("./commands/lifecycle-command.ts")).revokeCommand,
  restore: async () => (await import("./commands/lifecycle-command.ts")).restoreCommand,
  advise: async () => (await import("./commands/advise-command.ts")).adviseCommand,
  export: async () => (await import("./commands/export-command.ts")).exportCommand,
  keygen: async () => (await import("./commands/keygen-command.ts")).keygenCommand,
  sign: async () => (await import("./commands/sign-command.ts")).signCommand,
  verify: async () => (await import("./commands/verify-command.ts")).verifyCommand,
  publish: async () => (await import("./commands/publish-command.ts")).publishCommand,
  search: async () => (await import("./commands/search-command.ts")).searchCommand,
  show: async () => (await import("./commands/show-command.ts")).showCommand,
  "rotate-key": async () => (await import("./commands/rotate-key-command.ts")).rotateKeyCommand,
};

/** Runs one command and resolves to the exit code; everything a person should know is printed. */
export async function runPersona(args: readonly string[], world: World): Promise<number> {
  const run = async (command: Command, rest: readonly string[]): Promise<number | "help"> => {
    const given = parseCommandLine(command, rest);
    if (given.help === true) return "help";
    const execute = await COMMANDS[command]();
    return execute(given, world);
  };
  return runProgram({ name: "persona", overview: OVERVIEW, help: HELP, run }, args, world);
}

import { parseCommandLine, type Given } from "./command-line.ts";
import { applyCommand } from "./commands/apply-command.ts";
import { diffCommand } from "./commands/diff-command.ts";
import { exportCommand } from "./commands/export-command.ts";
import { listCommand } from "./commands/list-command.ts";
import { loginCommand } from "./commands/login-command.ts";
import { EXIT_CODES, FleetError } from "./fleet-error.ts";
import { HELP, OVERVIEW, type Command } from "./help.ts";
import type { Terminal } from "./terminal.ts";

const COMMANDS: Readonly<Record<Command, (given: Given, terminal: Terminal) => Promise<number>>> = {
  login: loginCommand,
  list: listCommand,
  export: exportCommand,
  diff: diffCommand,
  apply: applyCommand,
};

/** Runs one command and resolves to the exit code; everything a person should know is printed. */
export async function runFleet(args: readonly string[], terminal: Terminal): Promise<number> {
  const [command = "--help", ...rest] = args;
  if (command === "--help" || command === "-h" || command === "help") {
    terminal.out(`${OVERVIEW}\n`);
    return 0;
  }
  try {
    if (!isCommand(command))
      throw new FleetError("usage", `There is no command ${command}: \`fleet --help\` lists them.`);
    const given = parseCommandLine(command, rest);
    if (given.help !== true) return await COMMANDS[command](given, terminal);
    terminal.out(`${HELP[command]}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    terminal.err(rest.includes("--json") ? `${JSON.stringify(asJson(error))}\n` : said(error));
    return EXIT_CODES[error.kind];
  }
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(HELP, word);
}

function said({ message, problems }: FleetError): string {
  const width = Math.max(0, ...problems.map(({ line }) => String(line).length));
  const lines = problems.map(({ path, line, message: fault }) => {
    const where = path === "" ? "" : `${path}: `;
    return `  line ${String(line).padStart(width)}  ${where}${fault}\n`;
  });
  return `fleet: ${message}\n${lines.join("")}`;
}

function asJson({ code, message, problems }: FleetError): unknown {
  return { error: { code, message, ...(problems.length === 0 ? {} : { problems }) } };
}

import { CommandError, usageError } from "./command-error.ts";
import type { Terminal } from "./terminal.ts";

/** A command line program: its name, what its --help says, and its commands, each told its arguments. */
export type Program<Command extends string> = {
  readonly name: string;
  readonly overview: string;
  readonly help: Readonly<Record<Command, string>>;
  /** Resolves to the exit code, or to "help" when that was asked for. */
  readonly run: (command: Command, args: readonly string[]) => Promise<number | "help">;
};

/** Runs one command and resolves to the exit code; everything a person should know is printed. */
export async function runProgram<Command extends string>(
  { name, overview, help, run }: Program<Command>,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const [command = "--help", ...rest] = args;
  if (command === "--help" || command === "-h" || command === "help") {
    terminal.out(`${overview}\n`);
    return 0;
  }
  const isCommand = (word: string): word is Command => Object.hasOwn(help, word);
  try {
    if (!isCommand(command)) throw usageError(`There is no command ${command}: \`${name} --help\` lists them.`);
    const code = await run(command, rest);
    if (code !== "help") return code;
    terminal.out(`${help[command]}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    terminal.err(rest.includes("--json") ? `${JSON.stringify(asJson(error))}\n` : said(name, error));
    return error.exitCode;
  }
}

function said(name: string, { message, problems }: CommandError): string {
  const width = Math.max(0, ...problems.map(({ line }) => String(line).length));
  const lines = problems.map(({ path, line, message: fault }) => {
    const where = path === "" ? "" : `${path}: `;
    // What is wrong with a file that has no lines has none either.
    return line === 0 ? `  ${where}${fault}\n` : `  line ${String(line).padStart(width)}  ${where}${fault}\n`;
  });
  return `${name}: ${message}\n${lines.join("")}`;
}

function asJson({ code, message, problems }: CommandError): unknown {
  return { error: { code, message, ...(problems.length === 0 ? {} : { problems }) } };
}

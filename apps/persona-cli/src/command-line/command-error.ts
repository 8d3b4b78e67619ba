import type { YamlProblem } from "@fleet-persona/fleet-config";

/** What a command refuses or fails at: what to say, what to end the process with, and what is wrong with a file, by line. */
export class CommandError extends Error {
  override readonly name: string = "CommandError";
  readonly exitCode: number;
  readonly code: string;
  readonly problems: readonly YamlProblem[];

  constructor(
    message: string,
    { exitCode, code, problems = [] }: { exitCode: number; code: string; problems?: readonly YamlProblem[] },
  ) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.problems = problems;
  }
}

/** What every program ends with when its command line is wrong. */
export const USAGE_EXIT_CODE = 2;

/** A command line that says something the program does not understand. */
export function usageError(message: string): CommandError {
  return new CommandError(message, { exitCode: USAGE_EXIT_CODE, code: "usage" });
}

import type { YamlProblem } from "@fleet-persona/fleet-config";
import { CommandError, USAGE_EXIT_CODE } from "../command-line/command-error.ts";

/** What each kind of failure ends the process with. 0 is done; 130 is stopped by Ctrl-C with the checkpoint saved. */
const EXIT_CODES = {
  usage: USAGE_EXIT_CODE,
  "file-wrong": 3,
  "file-unwritable": 4,
  "training-failed": 5,
  "gate-failed": 7,
  "key-refused": 6,
} as const;

/** Stopped by a person; what was reached is saved. */
export const STOPPED_EXIT_CODE = 130;

/** The error the commands throw on purpose; it says which file and what to do. */
export class PersonaCliError extends CommandError {
  override readonly name = "PersonaCliError";

  constructor(
    kind: keyof typeof EXIT_CODES,
    message: string,
    { code = kind, problems = [] }: { code?: string; problems?: readonly YamlProblem[] } = {},
  ) {
    super(message, { exitCode: EXIT_CODES[kind], code, problems });
  }
}

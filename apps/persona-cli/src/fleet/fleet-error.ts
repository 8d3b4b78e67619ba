import type { YamlProblem } from "@fleet-persona/fleet-config";
import { CommandError, USAGE_EXIT_CODE } from "../command-line/command-error.ts";

/** What each kind of failure ends the process with. 0 is done or nothing to do, 1 differences or not applied. */
const EXIT_CODES = {
  usage: USAGE_EXIT_CODE,
  "file-wrong": 3,
  "hub-refused": 4,
  conflict: 5,
} as const;

export type FailureKind = keyof typeof EXIT_CODES;

/** The error the commands throw on purpose. `code` is the hub's own where it has one. */
export class FleetError extends CommandError {
  override readonly name = "FleetError";

  constructor(
    kind: FailureKind,
    message: string,
    { code = kind, problems = [] }: { code?: string; problems?: readonly YamlProblem[] } = {},
  ) {
    super(message, { exitCode: EXIT_CODES[kind], code, problems });
  }
}

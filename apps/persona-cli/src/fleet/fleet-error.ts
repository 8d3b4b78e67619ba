import type { FleetYamlProblem } from "@fleet-persona/fleet-config";

/** What each kind of failure ends the process with. 0 is done or nothing to do, 1 differences or not applied. */
export const EXIT_CODES = {
  usage: 2,
  "file-wrong": 3,
  "hub-refused": 4,
  conflict: 5,
} as const;

export type FailureKind = keyof typeof EXIT_CODES;

/** The error the commands throw on purpose. `code` is the hub's own where it has one. */
export class FleetError extends Error {
  override readonly name = "FleetError";
  readonly kind: FailureKind;
  readonly code: string;
  readonly problems: readonly FleetYamlProblem[];

  constructor(
    kind: FailureKind,
    message: string,
    { code = kind, problems = [] }: { code?: string; problems?: readonly FleetYamlProblem[] } = {},
  ) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.problems = problems;
  }
}

/** Every way the agent refuses, one literal each; the CLI turns them into exit codes. */
export type AgentErrorCode =
  | "usage"
  | "config-invalid"
  | "targets-invalid"
  | "state-unwritable"
  | "already-enrolled"
  | "trust-invalid"
  | "trust-changed"
  | "not-enrolled"
  | "already-running"
  | "not-running"
  | "hub-unreachable"
  | "hub-refused"
  | "target-unreachable"
  | "journal-empty"
  | "not-adoptable"
  | "policy-unusable"
  | "persona-refused";

/** A refusal in one sentence that ends with the way out. `detail` is a code another part gave, where there is one. */
export class AgentError extends Error {
  readonly code: AgentErrorCode;
  readonly detail: string | undefined;

  constructor(code: AgentErrorCode, message: string, options?: { detail?: string; cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AgentError";
    this.code = code;
    this.detail = options?.detail;
  }
}

/** Exit codes: 2 the command line, 3 this host's files, 4 the hub, 5 the state of the agent, 6 a target or a Persona. */
export const EXIT_CODES = {
  usage: 2,
  "config-invalid": 3,
  "targets-invalid": 3,
  "state-unwritable": 3,
  "already-enrolled": 5,
  "trust-invalid": 3,
  "trust-changed": 4,
  "not-enrolled": 5,
  "already-running": 5,
  "not-running": 5,
  "hub-unreachable": 4,
  "hub-refused": 4,
  "target-unreachable": 6,
  "journal-empty": 5,
  "not-adoptable": 3,
  "policy-unusable": 6,
  "persona-refused": 6,
} as const satisfies Record<AgentErrorCode, number>;

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

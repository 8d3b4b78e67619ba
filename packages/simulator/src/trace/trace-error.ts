/** A trace that cannot be read: what is wrong, in which line (null: in the file as a whole), and what to do about it. */
export class TraceError extends Error {
  override readonly name = "TraceError";
  readonly code = "trace-invalid";
  readonly line: number | null;
  readonly problem: string;
  readonly remedy: string;

  constructor(line: number | null, problem: string, remedy: string) {
    super(line === null ? `The trace ${problem}. ${remedy}` : `The trace, line ${line}: ${problem}. ${remedy}`);
    this.line = line;
    this.problem = problem;
    this.remedy = remedy;
  }
}

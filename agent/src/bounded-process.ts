import { spawn } from "node:child_process";

/** A program with everything it may use: fixed arguments, its whole environment, and how much and how long. */
export type BoundedProcess = Readonly<{
  command: string;
  args: readonly string[];
  environment: Readonly<Record<string, string>>;
  input: string;
  limitMs: number;
  /** Of standard output and standard error together. */
  maxOutputBytes: number;
}>;

/** How it ended. After `timed-out` and `too-much-output` its whole process group has been killed. */
export type ProcessEnd =
  | { kind: "exited"; code: number; stdout: string; stderr: string }
  | { kind: "killed-by"; signal: string; stderr: string }
  | { kind: "timed-out" }
  | { kind: "too-much-output" }
  | { kind: "not-started"; error: Error };

/**
 * Runs a program without a shell in a process group of its own, in `/`. Never rejects. What the program leaves behind in
 * its group ends with it, so that nothing it started can hold a pipe open or outlive its limit.
 */
export function runBounded(process: BoundedProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    const child = spawn(process.command, process.args, {
      cwd: "/",
      env: { ...process.environment },
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const output = { out: [] as Buffer[], err: [] as Buffer[], bytes: 0 };
    let verdict: ProcessEnd | undefined;
    const stop = (end: ProcessEnd): void => {
      verdict ??= end;
      killGroup(child.pid);
      for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy();
    };
    const timer = setTimeout(() => stop({ kind: "timed-out" }), process.limitMs);
    const keep = (chunks: Buffer[]) => (chunk: Buffer) => {
      chunks.push(chunk);
      output.bytes += chunk.length;
      if (output.bytes > process.maxOutputBytes) stop({ kind: "too-much-output" });
    };
    child.stdout.on("data", keep(output.out));
    child.stderr.on("data", keep(output.err));
    // A program that does not read its input is not an error of ours.
    child.stdin.on("error", () => undefined);
    child.stdin.end(process.input);
    child.on("exit", () => killGroup(child.pid));
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ kind: "not-started", error });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const stdout = Buffer.concat(output.out).toString("utf8");
      const stderr = Buffer.concat(output.err).toString("utf8");
      if (signal !== null) verdict ??= { kind: "killed-by", signal, stderr };
      resolve(verdict ?? { kind: "exited", code: code ?? -1, stdout, stderr });
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody of the group is left.
  }
}

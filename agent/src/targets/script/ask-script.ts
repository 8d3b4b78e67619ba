import { stat } from "node:fs/promises";
import { messageOf } from "../../agent-error.ts";
import { runBounded, type ProcessEnd } from "../../bounded-process.ts";
import { TargetError, type TargetErrorCode } from "../target-error.ts";
import type { ScriptTargetConfig } from "./config.ts";
import {
  SCRIPT_EXIT_CODES,
  SCRIPT_REPLIES,
  type ScriptReply,
  type ScriptRequest,
  type ScriptVerb,
} from "./script-protocol.ts";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Starts the script once for one request and gives its reply. Rejects with the `TargetError` that it, or its end, says. */
export async function askScript<Verb extends ScriptVerb>(
  config: ScriptTargetConfig,
  request: ScriptRequest & { readonly verb: Verb },
): Promise<ScriptReply<Verb>> {
  await refuseWritableByAll(config.command);
  const end = await runBounded({
    command: config.command,
    args: config.args,
    environment: { PATH, LC_ALL: "C", ...config.environment },
    input: `${JSON.stringify(request)}\n`,
    limitMs: config.timeout_s * 1_000,
    maxOutputBytes: config.max_output_bytes,
  });
  return parseReply(config, request.verb, outputOf(config, end));
}

function outputOf({ name, timeout_s, max_output_bytes }: ScriptTargetConfig, end: ProcessEnd): string {
  switch (end.kind) {
    case "exited": {
      if (end.code === 0) return end.stdout;
      const code = codeOf(end.code);
      throw new TargetError(code, `the script of ${name} ended with ${end.code}: ${firstLine(end.stderr)}`);
    }
    case "killed-by":
      throw new TargetError("unreachable", `the script of ${name} was ended by ${end.signal}`);
    case "timed-out":
      throw new TargetError("unreachable", `the script of ${name} took longer than ${timeout_s} s and was killed`);
    case "too-much-output":
      throw new TargetError(
        "unreachable",
        `the script of ${name} wrote more than ${max_output_bytes} bytes and was killed`,
      );
    case "not-started":
      throw new TargetError(startFailure(end.error), `the script of ${name} cannot be started: ${end.error.message}`);
    default:
      return end satisfies never;
  }
}

// Zod's type for the reply of a verb that is still a parameter is the union of all; the table keeps verb and reply together.
function parseReply<Verb extends ScriptVerb>(config: ScriptTargetConfig, verb: Verb, text: string): ScriptReply<Verb> {
  try {
    return SCRIPT_REPLIES[verb].parse(JSON.parse(text)) as ScriptReply<Verb>;
  } catch (error) {
    const why = messageOf(error).split("\n").join(" ").slice(0, 200);
    throw new TargetError("unreachable", `the script of ${config.name} gave no reply to ${verb}: ${why}`, {
      cause: error,
    });
  }
}

function codeOf(exit: number): TargetErrorCode {
  return exit in SCRIPT_EXIT_CODES ? SCRIPT_EXIT_CODES[exit as keyof typeof SCRIPT_EXIT_CODES] : "unreachable";
}

// A script that is being replaced is missing for a moment; one that may not be run stays so.
function startFailure(error: Error): TargetErrorCode {
  return "code" in error && error.code === "EACCES" ? "refused" : "unreachable";
}

// What everybody may write, everybody may run as the agent.
async function refuseWritableByAll(command: string): Promise<void> {
  const mode = await stat(command).then(
    (found) => found.mode,
    () => 0,
  );
  if ((mode & 0o002) !== 0)
    throw new TargetError("invalid-config", `${command} can be written by everybody: chmod o-w it`);
}

const firstLine = (text: string): string => text.trim().split("\n", 1)[0]?.slice(0, 300) ?? "";

import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "../agent-error.ts";
import { runBounded } from "../bounded-process.ts";
import { isQuotaText, type AllowList } from "./allow-list.ts";
import type { HelperReply, HelperRequest } from "./helper-protocol.ts";

const MAX_OUTPUT_BYTES = 16 * 1024;
const TOLD_BYTES = 2_000;

/** Does what one request asks when the allow-list has it, word for word. Never rejects. */
export async function carryOut(request: HelperRequest, allowed: AllowList): Promise<HelperReply> {
  switch (request.verb) {
    case "write":
      return await writeFile(request, allowed);
    case "run":
      return await runCommand(request, allowed);
    default:
      return request satisfies never;
  }
}

async function writeFile(
  { id, file, text }: Extract<HelperRequest, { verb: "write" }>,
  { files }: AllowList,
): Promise<HelperReply> {
  if (!files.includes(file)) return refused(id, "not-allowed", "this file is not on the allow-list");
  if (!isQuotaText(file, text)) return refused(id, "not-allowed", "this is not a CPU quota");
  try {
    await writeNoFollow(file, text);
    return { id, ok: true, output: "" };
  } catch (error) {
    return refused(id, "failed", messageOf(error));
  }
}

// The list was safe when it was read; a link that somebody put in a path since must not lead elsewhere.
async function writeNoFollow(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  if ((await realpath(folder)) !== folder) throw new TypeError("a folder of this path is a link");
  const flags = constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  await using opened = await open(file, flags);
  if (!(await opened.stat()).isFile()) throw new TypeError("this is not a plain file");
  // The kernel takes a quota in one write or not at all.
  const { bytesWritten } = await opened.write(text);
  if (bytesWritten !== text.length) throw new TypeError("the file took a part only");
}

async function runCommand(
  { id, command }: Extract<HelperRequest, { verb: "run" }>,
  { commands }: AllowList,
): Promise<HelperReply> {
  const rule = commands.find(({ name }) => name === command);
  if (!rule) return refused(id, "not-allowed", "this command is not on the allow-list");
  const [program, ...args] = rule.argv;
  const end = await runBounded({
    command: program,
    args,
    environment: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
    input: "",
    limitMs: rule.timeout_s * 1_000,
    maxOutputBytes: MAX_OUTPUT_BYTES,
  });
  switch (end.kind) {
    case "exited": {
      const output = `${end.stdout}${end.stderr}`.trim().slice(0, TOLD_BYTES);
      if (end.code === 0) return { id, ok: true, output };
      return refused(id, "failed", `it ended with exit code ${end.code}: ${output}`);
    }
    case "killed-by":
      return refused(id, "failed", `it was ended by ${end.signal}`);
    case "timed-out":
      return refused(id, "timed-out", `it took longer than ${rule.timeout_s} s and was killed`);
    case "too-much-output":
      return refused(id, "failed", "it wrote more than it may and was killed");
    case "not-started":
      return refused(id, "failed", `it could not be started: ${end.error.message}`);
    default:
      return end satisfies never;
  }
}

function refused(id: number, code: Extract<HelperReply, { ok: false }>["code"], message: string): HelperReply {
  return { id, ok: false, code, message };
}

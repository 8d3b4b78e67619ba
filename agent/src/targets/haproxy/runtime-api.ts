import { connect } from "node:net";
import { TargetError } from "../target-error.ts";

/** The Runtime API over the stats socket: sends commands, gives one reply for each in the same order. */
export type RuntimeApi = { send(commands: readonly string[]): Promise<string[]> };

const LARGEST_REPLY = 4 * 1024 * 1024;

/**
 * One connection for each batch: HAProxy closes it when the last reply is out, so nothing is left to go stale after a restart.
 * Rejects with `unreachable` when the socket is missing, closes half way through a reply, or is silent for `timeoutMs`.
 */
export function runtimeApi(socketPath: string, timeoutMs = 2_000): RuntimeApi {
  return {
    async send(commands) {
      for (const command of commands) refuseSeparators(command);
      if (commands.length === 0) return [];
      const replies = splitReplies(await exchange(socketPath, `${commands.join(";")}\n`, timeoutMs));
      if (replies.length !== commands.length) {
        throw new TargetError("unreachable", `HAProxy answered ${replies.length} of ${commands.length} commands`);
      }
      return replies;
    },
  };
}

// A name from a file must never become a second command.
function refuseSeparators(command: string): void {
  if (/[;\r\n\\]/.test(command)) throw new TargetError("invalid-config", "a Runtime API command holds a separator");
}

/** Splits what came back into replies; each ends with an empty line, and what is not ended does not count. */
export function splitReplies(text: string): string[] {
  const replies: string[] = [];
  let from = 0;
  while (from < text.length) {
    if (text[from] === "\n") {
      replies.push("");
      from += 1;
      continue;
    }
    const end = text.indexOf("\n\n", from);
    if (end === -1) break;
    replies.push(text.slice(from, end));
    from = end + 2;
  }
  return replies;
}

function exchange(socketPath: string, request: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const socket = connect(socketPath);
    const fail = (why: string, cause?: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new TargetError("unreachable", `HAProxy's stats socket ${why}`, cause ? { cause } : undefined));
    };
    const timer = setTimeout(() => fail(`did not answer within ${timeoutMs} ms`), timeoutMs);
    socket.on("error", (error) => fail("cannot be reached", error));
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LARGEST_REPLY) fail("sent more than a reply can be");
    });
    socket.on("end", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString("utf8"));
    });
    socket.write(request);
  });
}

/** Success replies are empty; anything else is HAProxy saying no, which throws `refused`. */
export function expectSilence(command: string, reply: string | undefined): void {
  if (reply === "") return;
  throw new TargetError("refused", `HAProxy refused "${command}": ${(reply ?? "no reply").trim().slice(0, 200)}`);
}

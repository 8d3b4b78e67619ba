import { connect } from "node:net";
import { TargetError, type TargetErrorCode } from "../targets/target-error.ts";
import { helperReplySchema, type HelperReply, type HelperRequest } from "./helper-protocol.ts";

/** The agent's end of the helper's socket. Rejects with a `TargetError`: `refused` or `unreachable`. */
export type PrivilegedHelper = {
  write(file: string, text: string): Promise<void>;
  /** Gives what the command printed. */
  run(command: string): Promise<string>;
};

type Work = { verb: "write"; file: string; text: string } | { verb: "run"; command: string };

const LARGEST_REPLY = 64 * 1024;

const CODES = {
  "bad-request": "refused",
  "too-large": "refused",
  "not-allowed": "refused",
  failed: "refused",
  busy: "unreachable",
  "timed-out": "unreachable",
} as const satisfies Record<Extract<HelperReply, { ok: false }>["code"], TargetErrorCode>;

/** One connection for each request, so that nothing is left to go stale when the helper restarts. Two limits fit into a step's. */
export function privilegedHelper(socketPath: string, limitMs = 900): PrivilegedHelper {
  const ask = async (work: Work): Promise<string> => {
    const request: HelperRequest = { id: 1, ...work };
    const reply = parseReply(await exchange(socketPath, `${JSON.stringify(request)}\n`, limitMs));
    if (reply.ok) return reply.output;
    throw new TargetError(CODES[reply.code], `the helper says ${reply.code}: ${reply.message}`);
  };
  return {
    async write(file, text) {
      await ask({ verb: "write", file, text });
    },
    run: (command) => ask({ verb: "run", command }),
  };
}

function parseReply(line: string): HelperReply {
  try {
    return helperReplySchema.parse(JSON.parse(line));
  } catch (error) {
    throw new TargetError("unreachable", "the helper's reply broke off", { cause: error });
  }
}

/** Gives the first line that comes back. */
function exchange(socketPath: string, request: string, limitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(socketPath);
    const fail = (why: string, cause?: unknown): void => {
      clearTimeout(timer);
      socket.destroy();
      const code = cause instanceof Error && "code" in cause && cause.code === "EACCES" ? "refused" : "unreachable";
      reject(new TargetError(code, `the helper's socket ${socketPath} ${why}`, { cause }));
    };
    const timer = setTimeout(() => fail(`did not answer within ${limitMs} ms`), limitMs);
    socket.setEncoding("utf8");
    socket.on("error", (error) => fail("cannot be used", error));
    socket.on("end", () => fail("was closed before a reply"));
    socket.on("data", (chunk: string) => {
      text += chunk;
      if (text.length > LARGEST_REPLY) return fail("sent more than a reply can be");
      const end = text.indexOf("\n");
      if (end === -1) return undefined;
      clearTimeout(timer);
      socket.destroy();
      return resolve(text.slice(0, end));
    });
    socket.write(request);
  });
}

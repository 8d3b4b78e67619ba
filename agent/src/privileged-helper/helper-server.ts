import { once } from "node:events";
import { rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { AgentError } from "../agent-error.ts";
import type { AllowList } from "./allow-list.ts";
import { carryOut } from "./carry-out.ts";
import { helperRequestSchema, MAX_REQUEST_BYTES, type HelperReply, type HelperRequest } from "./helper-protocol.ts";

export type HelperOptions = Readonly<{
  socketPath: string;
  allowed: AllowList;
  log: (line: string) => void;
  /** How long a whole request may take to arrive; default 5 s. */
  requestLimitMs?: number;
}>;

const MAX_CONNECTIONS = 16;

/** Listens on the socket (0660, the group this process runs as). Disposing closes it and every connection. */
export async function startHelper(options: HelperOptions): Promise<AsyncDisposable> {
  const { socketPath, log } = options;
  await clearStale(socketPath);
  const sockets = new Set<Socket>();
  let served = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    // Who was turned away holds nobody's place, however long he lingers.
    if (served === MAX_CONNECTIONS) {
      log(JSON.stringify({ request: null, outcome: "busy" }));
      socket.end(lineOf(refusal("busy", `there are ${MAX_CONNECTIONS} connections already: try again`)));
      return;
    }
    served += 1;
    socket.on("close", () => (served -= 1));
    serve(socket, options);
  });
  await listen(server, socketPath);
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

// The mask is set before the socket is made: there is no moment in which somebody else could open it.
async function listen(server: Server, socketPath: string): Promise<void> {
  const before = process.umask(0o117);
  try {
    server.listen(socketPath);
    await once(server, "listening");
  } finally {
    process.umask(before);
  }
}

/** Removes a socket that nobody listens on any more; one that is answered belongs to a helper that runs. */
async function clearStale(socketPath: string): Promise<void> {
  const answered = await new Promise<boolean>((resolve) => {
    const probe = connect(socketPath, () => resolve(true));
    probe.on("error", () => resolve(false));
    probe.on("connect", () => probe.destroy());
  });
  if (answered) throw new AgentError("already-running", `A helper listens on ${socketPath} already: stop it first.`);
  rmSync(socketPath, { force: true });
}

/** Answers one connection: a request a line, one after the other. Whatever is not a request ends it. */
function serve(socket: Socket, { allowed, log, requestLimitMs = 5_000 }: HelperOptions): void {
  let pending = Buffer.alloc(0);
  let busy = false;
  let ended = false;
  const finish = (reply: HelperReply): void => {
    log(JSON.stringify({ request: null, outcome: reply.ok ? "ok" : reply.code }));
    socket.end(lineOf(reply));
  };
  const late = (): void => {
    if (!busy) finish(refusal("timed-out", "no whole request came in time"));
  };
  let timer = setTimeout(late, requestLimitMs);
  socket.on("close", () => clearTimeout(timer));
  const next = async (): Promise<void> => {
    const end = pending.indexOf(10);
    if (end === -1 && pending.length <= MAX_REQUEST_BYTES) {
      if (ended) socket.end();
      return;
    }
    if (end === -1 || end > MAX_REQUEST_BYTES) return finish(refusal("too-large", "a request has 4096 bytes at most"));
    const request = parseRequest(pending.subarray(0, end).toString("utf8"));
    pending = pending.subarray(end + 1);
    if (request === null) return finish(refusal("bad-request", "this is not a request"));
    busy = true;
    clearTimeout(timer);
    const reply = await carryOut(request, allowed);
    log(
      JSON.stringify({ request, outcome: reply.ok ? "ok" : reply.code, ...(reply.ok ? {} : { why: reply.message }) }),
    );
    socket.write(lineOf(reply));
    busy = false;
    timer = setTimeout(late, requestLimitMs);
    await next();
  };
  socket.on("data", (chunk) => {
    // What comes while a request is carried out may wait, but not grow.
    if (pending.length > 2 * MAX_REQUEST_BYTES) return socket.destroy();
    pending = Buffer.concat([pending, chunk]);
    return busy ? undefined : void next();
  });
  socket.on("end", () => (ended = true));
}

function parseRequest(line: string): HelperRequest | null {
  try {
    return helperRequestSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function refusal(code: Extract<HelperReply, { ok: false }>["code"], message: string): HelperReply {
  return { id: null, ok: false, code, message };
}

const lineOf = (reply: HelperReply): string => `${JSON.stringify(reply)}\n`;

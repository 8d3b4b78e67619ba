import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/**
 * How a stats socket can go wrong: `half` breaks off within the reply, `silent` never answers, `gone` closes at once,
 * `denied` answers no to every change, `last-denied` carries out all of a batch of changes but its last.
 */
export type Fault = "none" | "half" | "silent" | "denied" | "last-denied" | "gone";

const NO = "Permission denied\n\n";

/** Stands before a real stats socket and can be made to fail; `after` lets so many exchanges pass first. */
export async function faultySocket(
  path: string,
  real: string,
): Promise<AsyncDisposable & { fail(fault: Fault, after?: number): void }> {
  let fault: Fault = "none";
  let passing = Infinity;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const now = passing > 0 ? "none" : fault;
    passing -= 1;
    client.on("error", () => undefined);
    if (now === "gone") {
      client.destroy();
      return;
    }
    client.once("data", (request) => {
      const commands = request.toString("utf8").trim().split(";");
      // One batch only is refused: the way back must find a socket that works.
      if (now === "last-denied" && isChange(commands)) fault = "none";
      answer(client, now, commands, real);
    });
  });
  server.listen(path);
  await once(server, "listening");
  return {
    fail(next, after = 0) {
      fault = next;
      passing = next === "none" ? Infinity : after;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      await Promise.resolve();
    },
  };
}

const isChange = (commands: readonly string[]) => commands[0]?.startsWith("set ") === true;

function answer(client: Socket, fault: Fault, commands: readonly string[], real: string): void {
  if (fault === "silent") return;
  if (fault === "denied" && isChange(commands)) {
    client.end(NO.repeat(commands.length));
    return;
  }
  const denied = fault === "last-denied" && isChange(commands) ? 1 : 0;
  const through = commands.slice(0, commands.length - denied);
  if (through.length === 0) {
    client.end(NO);
    return;
  }
  const upstream = connect(real, () => upstream.write(`${through.join(";")}\n`));
  const chunks: Buffer[] = [];
  upstream.on("error", () => client.destroy());
  upstream.on("data", (chunk) => chunks.push(chunk));
  upstream.on("end", () => {
    const reply = Buffer.concat(chunks);
    // The change is carried out, its reply comes through in part.
    client.end(
      fault === "half"
        ? reply.subarray(0, Math.floor(reply.length / 2))
        : Buffer.concat([reply, Buffer.from(NO.repeat(denied))]),
    );
  });
}

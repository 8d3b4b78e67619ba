import { createServer } from "node:net";
import { StackError } from "./stack-error.ts";

function tryListen(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : null;
      server.close(() => resolve(bound));
    });
  });
}

/** The wanted port when it is free (0: any free one); otherwise a `StackError` that names the option to change. */
export async function claimPort(wanted: number, option: string, purpose: string): Promise<number> {
  const port = await tryListen(wanted);
  if (port !== null) return port;
  throw new StackError(
    "port-taken",
    `Port ${wanted}, wanted for the ${purpose}, is taken: stop what uses it, or start with  ${option} ${wanted + 1000}  (0 picks a free one).`,
  );
}

import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { isSameOrigin } from "../../../../auth/same-origin.ts";
import { currentSession } from "../../../../auth/session.ts";
import { hubDeps } from "../../../../deps.ts";
import { boundedRequest } from "../../../../net/bounded-request.ts";
import { appRouter } from "../../../../trpc/router.ts";

// A bundle from the browser: 32 MiB of files, of which base64 makes a third more.
const mostBytes = 46 * 1024 * 1024;

async function handle(incoming: Request): Promise<Response> {
  const request = boundedRequest(incoming, mostBytes);
  if (request === null) return new Response(null, { status: 413, headers: { connection: "close" } });
  const { core, env } = hubDeps();
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    // A question may come in a body; what a command needs does not change by it.
    allowMethodOverride: true,
    createContext: async () => ({
      core,
      session: await currentSession(),
      sameOrigin: isSameOrigin(request.headers, env.hubUrl),
    }),
    onError: ({ error, path }) => {
      if (error.code === "INTERNAL_SERVER_ERROR") console.error(`trpc ${path ?? ""}:`, error.cause ?? error);
    },
  });
}

export { handle as GET, handle as POST };

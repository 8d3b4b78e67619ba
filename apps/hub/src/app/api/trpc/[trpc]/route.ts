import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { isSameOrigin } from "../../../../auth/same-origin.ts";
import { currentSession } from "../../../../auth/session.ts";
import { hubDeps } from "../../../../deps.ts";
import { appRouter } from "../../../../trpc/router.ts";

function handle(request: Request): Promise<Response> {
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

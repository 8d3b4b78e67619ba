import { hubDeps } from "../../../../deps.ts";

function handle(request: Request): Promise<Response> {
  return hubDeps().identity.handle(request);
}

export { handle as GET, handle as POST };

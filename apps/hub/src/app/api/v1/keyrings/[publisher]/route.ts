import { hubDeps } from "../../../../../deps.ts";
import { answerApi } from "../../../../../http-api/answer-api.ts";

/** A publisher's keyrings, and the next one. */
function handle(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

export { handle as GET, handle as POST };

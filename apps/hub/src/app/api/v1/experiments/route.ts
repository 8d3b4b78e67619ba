import { hubDeps } from "../../../../deps.ts";
import { answerApi } from "../../../../http-api/answer-api.ts";

/** The tenant's experiments, and new drafts, for programs with an API token. */
function handle(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

export { handle as GET, handle as POST };

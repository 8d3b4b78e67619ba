import { hubDeps } from "../../../../../../deps.ts";
import { answerApi } from "../../../../../../http-api/answer-api.ts";

/** A fleet's state document, for programs with an API token. */
function handle(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

export { handle as GET, handle as POST };

import { hubDeps } from "../../../../../deps.ts";
import { answerApi } from "../../../../../http-api/answer-api.ts";

/** One experiment, and what is done with it. */
function handle(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

export { handle as GET, handle as POST };

import { hubDeps } from "../../../../../deps.ts";
import { answerApi } from "../../../../../http-api/answer-api.ts";

/** What became of a batch, and its end. */
function handle(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

export { handle as GET, handle as DELETE };

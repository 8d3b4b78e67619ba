import { hubDeps } from "../../../../deps.ts";
import { answerApi } from "../../../../http-api/answer-api.ts";

/** Everything below /api/v1, by the table of operations; what it has not is answered in the API's own form. */
function handle(request: Request): Promise<Response> {
  return answerApi(hubDeps(), request);
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as PATCH, handle as POST, handle as PUT };

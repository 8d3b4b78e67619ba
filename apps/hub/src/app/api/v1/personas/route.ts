import { hubDeps } from "../../../../deps.ts";
import { answerApi } from "../../../../http-api/answer-api.ts";

/** What a publisher sells. */
export function GET(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

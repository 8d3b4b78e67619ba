import { hubDeps } from "../../../../deps.ts";
import { answerApi } from "../../../../http-api/answer-api.ts";

/** The fleets there are, for programs with an API token. */
export function GET(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

import { hubDeps } from "../../../../../deps.ts";
import { answerApi } from "../../../../../http-api/answer-api.ts";

/** Takes an advisory back. */
export function DELETE(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

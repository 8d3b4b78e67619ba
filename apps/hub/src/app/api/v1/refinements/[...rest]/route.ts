import { hubDeps } from "../../../../../deps.ts";
import { answerApi } from "../../../../../http-api/answer-api.ts";

/** One refinement, or its candidate's files. */
export function GET(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

/** Ends it. */
export function DELETE(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

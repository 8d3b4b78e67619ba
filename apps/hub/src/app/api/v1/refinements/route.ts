import { hubDeps } from "../../../../deps.ts";
import { answerApi } from "../../../../http-api/answer-api.ts";

/** A publisher's refinements. */
export function GET(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

/** Asks for one. */
export function POST(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

import { hubDeps } from "../../../../deps.ts";
import { answerApi } from "../../../../http-api/answer-api.ts";

/** What a publisher sells. */
export function GET(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

/** A signed bundle from an author's machine, with an API token. */
export function POST(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

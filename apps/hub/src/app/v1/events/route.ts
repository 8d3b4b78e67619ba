import { hubDeps } from "../../../deps.ts";
import { answerApi } from "../../../http-api/answer-api.ts";

/** What people did and what experiments came to, from a source with its token. */
export function POST(request: Request): Promise<Response> {
  return answerApi(hubDeps(), request);
}

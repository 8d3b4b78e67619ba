import { hubDeps } from "../../../deps.ts";
import { answerApi } from "../../../http-api/answer-api.ts";

/** Figures in one line or a small JSON object, from a source with its token. */
export function POST(request: Request): Promise<Response> {
  return answerApi(hubDeps(), request);
}

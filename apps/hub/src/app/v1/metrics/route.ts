import { hubDeps } from "../../../deps.ts";
import { answerApi } from "../../../http-api/answer-api.ts";

/** Figures as OTLP/HTTP metrics, from a source with its token. */
export function POST(request: Request): Promise<Response> {
  return answerApi(hubDeps(), request);
}

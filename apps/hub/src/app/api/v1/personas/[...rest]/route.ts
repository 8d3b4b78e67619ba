import { hubDeps } from "../../../../../deps.ts";
import { answerApi } from "../../../../../http-api/answer-api.ts";

/** What a publisher says of a version, and advisories. */
export function POST(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

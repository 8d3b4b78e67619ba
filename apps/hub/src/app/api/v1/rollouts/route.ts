import { hubDeps } from "../../../../deps.ts";
import { answerApi } from "../../../../http-api/answer-api.ts";

/** A batch of evaluations for the workers, from a program with an API token. */
export function POST(request: Request): Promise<Response> {
  return answerApi(hubDeps().core, request);
}

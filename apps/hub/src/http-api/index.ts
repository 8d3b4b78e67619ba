export { answerApi } from "./answer-api.ts";

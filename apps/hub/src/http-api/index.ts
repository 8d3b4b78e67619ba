export { answerApi } from "./answer-api.ts";
export { apiDocument } from "./openapi/api-document.ts";

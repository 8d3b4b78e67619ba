export { answerApi } from "./answer-api.ts";
export type { ApiDeps } from "./answer-api.ts";
export { apiDocument } from "./openapi/api-document.ts";
export { visitors } from "./visitors.ts";

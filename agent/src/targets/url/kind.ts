export { urlTargetSchema as schema } from "./config.ts";
export { openUrlTarget as open } from "./url-target.ts";

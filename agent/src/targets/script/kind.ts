export { scriptTargetSchema as schema } from "./config.ts";
export { openScriptTarget as open } from "./script-target.ts";

export { nginxTargetSchema as schema } from "./config.ts";
export { openNginxTarget as open } from "./nginx-target.ts";

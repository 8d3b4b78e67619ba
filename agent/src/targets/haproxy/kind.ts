export { haproxyTargetSchema as schema } from "./config.ts";
export { openHaproxyTarget as open } from "./haproxy-target.ts";

export { adopt, type Adoption } from "./adopt/adopt.ts";
export { haproxyTargetSchema, type HaproxyTargetConfig } from "./targets/haproxy/config.ts";
export { openHaproxyTarget } from "./targets/haproxy/haproxy-target.ts";
export { nginxTargetSchema, type NginxTargetConfig } from "./targets/nginx/config.ts";
export { initialSnippet, openNginxTarget } from "./targets/nginx/nginx-target.ts";
export { LOG_FORMAT } from "./collectors/haproxy/log-line.ts";
export {
  type SteerableAttribute,
  type Step,
  type Target,
  type TargetDescription,
  type Undo,
} from "./targets/target.ts";
export { TargetError, type TargetErrorCode } from "./targets/target-error.ts";
export { runtimeApi, type RuntimeApi } from "./targets/haproxy/runtime-api.ts";
export { parseStat, type StatRow } from "./collectors/haproxy/show-stat.ts";
export { openTail, type FileTail } from "./sources/log/file-tail.ts";
export { logIntake } from "./sources/log/log-source.ts";
export { offeredSignals } from "./sources/offered-signals.ts";
export { openSources, type SourceDeps } from "./sources/open-sources.ts";
export { sourceSchema, sourcesSchema, type SourceConfig } from "./sources/source-config.ts";
export { type Source, type SourceHealth } from "./sources/source.ts";

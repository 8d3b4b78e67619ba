export { cgroupTargetSchema as schema } from "./config.ts";
export { openCgroupTarget as open } from "./cgroup-target.ts";

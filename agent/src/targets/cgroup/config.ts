import { z } from "zod";

const cores = z.number().positive().max(1024);
const folder = z.string().startsWith("/").max(1024);

const groupSchema = z.strictObject({
  name: z.string().min(1).max(64),
  /** Folder of the group: under the cpu controller in version 1. */
  folder,
  /** Folder with `cpuacct.usage`, where version 1 mounts it apart from the cpu controller. */
  cpuacct: folder.optional(),
  /** This group's share of the mean: it gets `cpu_allocation` times this. */
  relative_size: z.number().positive().default(1),
});

/** The host's own description of a list of CPU groups: where they are and how far their quotas may be moved. */
export const cgroupTargetSchema = z.strictObject({
  kind: z.literal("cgroup"),
  name: z.string().min(1).max(64).default("cgroup"),
  version: z.union([z.literal(1), z.literal(2)]),
  groups: z.array(groupSchema).min(1).max(256),
  /** Used where the group's own period cannot be read. */
  period_us: z.number().int().min(1_000).max(1_000_000).default(100_000),
  limits: z.strictObject({
    cpu_allocation: z.strictObject({ min: cores, max: cores }).refine(({ min, max }) => min <= max, "min is above max"),
  }),
  /** Socket of `fleet-agent-helper`, which writes what the agent itself may not. */
  helper: z.string().startsWith("/").optional(),
});

export type CgroupTargetConfig = z.infer<typeof cgroupTargetSchema>;
export type CgroupGroup = CgroupTargetConfig["groups"][number];

// Run as a process of its own, as another user: opens the target of the config given, makes one change, says what is in force.
import { openCgroupTarget } from "../cgroup-target.ts";
import { cgroupTargetSchema } from "../config.ts";

const [config = "", cores = ""] = process.argv.slice(2);
const target = await openCgroupTarget(cgroupTargetSchema.parse(JSON.parse(config)));
for (const step of await target.plan({ cpu_allocation: Number(cores) })) await step.apply();
process.stdout.write(JSON.stringify(await target.read()));

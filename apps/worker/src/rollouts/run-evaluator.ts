import { readOnnx } from "@fleet-persona/learning";
import { runHere } from "@fleet-persona/learning-jobs";
import { z } from "zod";
import type { Evaluate, TaskOf } from "./evaluator.ts";
import { jsonOf } from "./item-json.ts";

const place = z.int().min(0);
const runSchema = z.strictObject({ policy: place, scenario: place, keepSeries: z.boolean() });
const recordingSchema = z.strictObject({ actor: z.enum(["teacher", "clumsy", "random"]), episode: place });

/** Runs one of the task's policies over one of its scenarios: learning's `TraceRun`. */
export async function policyEvaluator(rollout: TaskOf<"run-policies">): Promise<Evaluate> {
  const { task, policies, scenarios } = rollout;
  // A network comes from outside: what the strict reader refuses never reaches the runtime.
  for (const policy of policies)
    if (policy.kind === "persona") readOnnx(Uint8Array.from(Buffer.from(policy.model, "base64")));
  return async (bytes, seeds) => {
    const run = jsonOf(bytes, runSchema, "run");
    const [policy, scenario] = [policies[run.policy], scenarios[run.scenario]];
    if (policy === undefined || scenario === undefined)
      throw new RangeError("The task has no such policy or scenario.");
    const { keepSeries } = run;
    const job = { kind: "evaluate" as const, task, policy, scenario, seed: onlySeed(seeds), keepSeries };
    return (await runHere.run<"evaluate">([job]))[0];
  };
}

/** Records what a teacher would do in one scenario: learning's `Demonstration`s. */
export async function recordingEvaluator(rollout: TaskOf<"record-runs">): Promise<Evaluate> {
  const { task, teacher, discount } = rollout;
  return async (bytes, seeds) => {
    const { actor, episode } = jsonOf(bytes, recordingSchema, "recording");
    const job = { kind: "record" as const, task, teacher, actor, seed: onlySeed(seeds), episode, discount };
    return (await runHere.run<"record">([job]))[0];
  };
}

function onlySeed(seeds: readonly number[]): number {
  const [seed] = seeds;
  if (seed === undefined || seeds.length > 1) throw new RangeError("An item of this kind has one seed.");
  return seed;
}

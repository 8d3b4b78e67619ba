import { readOnnx } from "@fleet-persona/learning";
import { runHere } from "@fleet-persona/learning-jobs";
import { z } from "zod";
import type { Evaluate, TaskOf } from "./evaluator.ts";
import { jsonOf } from "./item-json.ts";

const place = z.int().min(0);
const runSchema = z.strictObject({ policy: place, scenario: place, keepSeries: z.boolean() });
const recordingSchema = z.strictObject({ actor: place, episode: place });

/** Runs one of the task's policies over one of its scenarios: learning's `TraceRun`. */
export async function policyEvaluator(rollout: TaskOf<"run-policies">): Promise<Evaluate> {
  const { task, policies, scenarios } = rollout;
  for (const policy of policies) refuseModel(policy);
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
  const { task, teacher, actors, discount } = rollout;
  for (const actor of actors) refuseModel(actor);
  return async (bytes, seeds) => {
    const { actor: at, episode } = jsonOf(bytes, recordingSchema, "recording");
    const actor = actors[at];
    if (actor === undefined) throw new RangeError("The task has no such actor.");
    const job = { kind: "record" as const, task, teacher, actor, seed: onlySeed(seeds), episode, discount };
    return (await runHere.run<"record">([job]))[0];
  };
}

// A network comes from outside: what the strict reader refuses never reaches the runtime.
function refuseModel(part: { readonly kind: string; readonly model?: string }): void {
  if (part.model !== undefined) readOnnx(Uint8Array.from(Buffer.from(part.model, "base64")));
}

function onlySeed(seeds: readonly number[]): number {
  const [seed] = seeds;
  if (seed === undefined || seeds.length > 1) throw new RangeError("An item of this kind has one seed.");
  return seed;
}

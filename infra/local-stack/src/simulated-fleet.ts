import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runSimulatedArm, simulatedDemoFleet, WARMUP_S, type Trace } from "@fleet-persona/demo-fleet";
import { z } from "zod";
import type { ArmResult } from "./report.ts";

// A percentile of nothing is NaN, and null in JSON.
const ms = z
  .number()
  .nullable()
  .transform((value) => Math.round((value ?? 0) * 10) / 10);

const outcomeSchema = z
  .object({
    requests: z.number(),
    errors: z.number(),
    breachSeconds: z.number(),
    coreSeconds: z.number().transform((value) => Math.round(value * 100) / 100),
    p50Ms: ms,
    p95Ms: ms,
    p99Ms: ms,
  })
  .transform((outcome): ArmResult => ({ ...outcome, cacheHitRatio: null }));

/** What the agent's target writes about a scenario it has lived through from beginning to end. */
const runSchema = z.object({ seed: z.number(), outcome: outcomeSchema });

export type LivedRun = z.infer<typeof runSchema>;

/** The demo fleet where HAProxy cannot be had: simulated in the agent's own process, in real time, over and over. */
export type SimulatedFleet = {
  /** The host's target file for the agent. */
  readonly targetFile: string;
  /** What was lived through so far, oldest first. */
  lived(): readonly LivedRun[];
  /** The same requests under an arm that needs no agent, and not their time. */
  imagined(arm: "default" | "reactive", seed: number): ArmResult;
};

export type SimulatedTraffic = { readonly trace: Trace; readonly seconds: number; readonly seed: number };

/** Writes scenario and target file into `folder`; each run of the scenario takes `seconds`. */
export function simulatedFleet({ trace, seconds, seed }: SimulatedTraffic, folder: string): SimulatedFleet {
  const file = (name: string) => path.join(folder, name);
  const scenario = { fleet: simulatedDemoFleet(), traffic: trace, seconds, seed };
  const outcomes = file("outcomes.jsonl");
  const target = {
    kind: "simulator",
    name: "demo",
    scenario: file("scenario.json"),
    outcomes,
    warmupSeconds: WARMUP_S,
  };
  writeFileSync(target.scenario, JSON.stringify(scenario));
  writeFileSync(outcomes, "");
  writeFileSync(file("target.json"), JSON.stringify(target));
  return {
    targetFile: file("target.json"),
    lived: () =>
      readFileSync(outcomes, "utf8")
        .split("\n")
        .slice(0, -1)
        .map((line) => runSchema.parse(JSON.parse(line))),
    imagined: (arm, own) =>
      outcomeSchema.parse(JSON.parse(JSON.stringify(runSimulatedArm({ ...scenario, seed: own }, arm)))),
  };
}

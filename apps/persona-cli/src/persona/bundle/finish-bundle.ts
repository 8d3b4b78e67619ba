import { join } from "node:path";
import type { TaskDescription } from "@fleet-persona/learning";
import type { JobRunner, PolicyPart, ScenarioPart } from "@fleet-persona/learning-jobs";
import { baselinesOf, beside, evaluateAll, seedsFrom } from "../evaluation/evaluate-all.ts";
import { terminalTable } from "../evaluation/figures-table.ts";
import { verdict } from "../evaluation/verdict.ts";
import { writeAllAtomically } from "../files/write-atomically.ts";
import type { Progress } from "../progress/progress.ts";
import type { ReadProject } from "../project/read-project.ts";
import { renderReport } from "../report/render-report.ts";
import type { World } from "../world.ts";
import { cardOf } from "./card.ts";
import { claimOf, compactJson, evidenceOf, PERSONA, type Evidence, type TrainingRecord } from "./evidence.ts";
import { manifestDraft } from "./manifest-draft.ts";

/** A policy that is ready to become a bundle. */
export type Finished = {
  readonly read: ReadProject;
  readonly task: TaskDescription;
  readonly model: Uint8Array;
  readonly opset: number;
  readonly training: readonly TrainingRecord[];
  readonly generation: number;
  readonly parents: readonly string[];
  readonly reproduce: readonly string[];
  readonly basis: string;
};

export type FinishOptions = {
  readonly out: string;
  readonly seeds: number;
  readonly policies: string | undefined;
  readonly json: boolean;
};

type Work = {
  readonly runner: JobRunner;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly world: World;
};

/** Evaluates a policy beside the baselines, and writes bundle and report. */
export async function finishBundle(finished: Finished, options: FinishOptions, work: Work): Promise<void> {
  const { read, task } = finished;
  const { evaluation, confidence } = await evaluated(finished, options, work);
  const evidence = evidenceOf({
    evaluation,
    objectiveMs: read.project.fleet.objective.p95_ms,
    reward: task.reward,
    training: finished.training,
    reproduce: finished.reproduce,
    basis: finished.basis,
  });
  const manifest = manifestDraft(read.project, task, read.traces, {
    algorithm: finished.training.map(({ algorithm }) => algorithm).join(", then ") || "imported",
    steps: finished.training.reduce((sum, { steps }) => sum + steps, 0),
    seeds: finished.training.map(({ seed }) => seed),
    generation: finished.generation,
    parents: finished.parents,
    confidence,
    date: work.world.today(),
    opset: finished.opset,
  });
  const files: Readonly<Record<string, Uint8Array | string>> = {
    "policy.onnx": finished.model,
    "persona.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "card.md": cardOf(read.project, manifest, evidence),
    "evidence.json": `${compactJson(evidence)}\n`,
    "report.html": renderReport({ manifest, evidence }),
  };
  writeAllAtomically(Object.entries(files).map(([name, content]) => [join(options.out, name), content] as const));
  work.progress.end();
  say(evidence, options, work.world);
}

// The engine follows a Persona as far as its claim goes, so the claim comes first: from the Persona beside the two that matter.
async function evaluated(
  { read, task, model }: Finished,
  { seeds: count, policies }: FinishOptions,
  work: Work,
): Promise<{ evaluation: Evidence["scenarios"]; confidence: number }> {
  const scenarios: readonly ScenarioPart[] = [{ kind: "task", name: "unseen scenarios" }];
  const seeds = seedsFrom(read.project.evaluation.first_seed, count);
  const persona = (claimedConfidence: number): PolicyPart => ({
    kind: "persona",
    name: PERSONA,
    model: Buffer.from(model).toString("base64"),
    inputs: [...task.inputs],
    attributes: [...task.attributes],
    triggers: [...task.triggers],
    adaptation: task.adaptation,
    claimedConfidence,
  });
  const baselines = baselinesOf(policies);
  const needed = ["default", "reactive"].map((name): PolicyPart => ({ kind: "baseline", name }));
  const first = await evaluateAll({ task, policies: [...needed, persona(1)], scenarios, seeds }, work);
  const confidence = claimOf(first);
  const done = new Set(needed.map(({ name }) => name));
  const rest = baselines.filter(({ name }) => !done.has(name));
  const second = await evaluateAll({ task, policies: [...rest, persona(confidence)], scenarios, seeds }, work);
  const own = first.map(({ trace, runs, policies: means }) => ({
    trace,
    policies: means,
    runs: runs.map((run) => without(run, PERSONA)),
  }));
  return { evaluation: beside(second, own), confidence };
}

function without(run: Evidence["scenarios"][number]["runs"][number], name: string): typeof run {
  const keep = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
  return {
    seed: run.seed,
    policies: keep(run.policies),
    ...(run.series === undefined ? {} : { series: keep(run.series) }),
  };
}

function say(evidence: Evidence, { out, json }: FinishOptions, world: World): void {
  if (json) {
    const { arms, claimed } = evidence;
    world.out(`${JSON.stringify({ event: "done", bundle: out, report: join(out, "report.html"), arms, claimed })}\n`);
    return;
  }
  world.out(`\n${terminalTable(evidence.arms, [PERSONA])}\n\n${verdict(evidence.arms)}\n`);
  world.out(`Bundle: ${out}\nReport: ${join(out, "report.html")}\n`);
}

import {
  decidedWeights,
  fleetEnvironment,
  policyNetwork,
  policyQNetwork,
  taskOf,
  trainDqn,
  trainPpo,
  vectoriseAcross,
  type PolicySpec,
  type TaskDescription,
  type TrainProgress,
  type VectorRequest,
} from "@fleet-persona/learning";
import { environmentThreads } from "@fleet-persona/learning-jobs";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import type { Project } from "../project/project-schema.ts";
import { dqnSettings, ppoSettings } from "./settings.ts";
import type { Trained, Training } from "./trained.ts";
import { curveRow, joined, trainingMoment, type CurveRow } from "./curve.ts";

/** Trains by PPO or DQN, keeping checkpoints as it goes; ends early when it is told to stop. */
export async function trainNetwork(
  algorithm: "ppo" | "dqn",
  { task: description, project, plan, resume, runner, progress, keep, stopped }: Training,
): Promise<Trained> {
  const task = taskOf(description);
  await using threads = runner.threads > 1 ? environmentThreads(description, runner.threads) : null;
  const before = resume?.header.curve ?? [];
  const rows: CurveRow[] = [];
  const curve = (): CurveRow[] => joined(before, rows);
  const spec = specOf(description, project);
  const request = {
    environment: () => fleetEnvironment(task),
    ...(threads === null ? {} : { vectorise: (wanted: VectorRequest) => vectoriseAcross(threads.lanes, wanted) }),
    steps: plan.steps,
    seed: plan.seed,
    runtime: ortRuntime,
    ...(plan.from === null
      ? {}
      : { initialWeights: decidedWeights(spec, plan.from.weights, project.training.exploration) }),
    ...(resume === null ? {} : { resume: resume.payload }),
    onProgress(row: TrainProgress) {
      rows.push(curveRow(row));
      progress.show(trainingMoment(algorithm, curve(), plan.steps));
    },
    onCheckpoint: async (bytes: Uint8Array) => keep(bytes, curve()),
    stop: stopped,
  };
  const { weights, checkpoint } =
    algorithm === "ppo"
      ? await trainPpo({ ...request, network: policyNetwork(spec), settings: ppoSettings(project, plan.from !== null) })
      : await trainDqn({ ...request, network: policyQNetwork(spec), settings: dqnSettings(project) });
  if (stopped()) keep(checkpoint, curve());
  return { weights, curve: curve(), ended: (curve().at(-1)?.["step"] ?? 0) >= plan.steps };
}

export function specOf({ attributes, inputs }: TaskDescription, { training }: Project): PolicySpec {
  return { attributes, inputs, hidden: training.hidden };
}

import { cloneBehaviour, type Clone, type Demonstration, type PolicySpec } from "@fleet-persona/learning";
import type { RecordedActor, Teacher } from "@fleet-persona/learning-jobs";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import type { Project } from "../project/project-schema.ts";
import { trainingMoment, type CurveRow } from "./curve.ts";
import { specOf } from "./train-network.ts";
import type { Trained, Training } from "./trained.ts";

// Who steers first, in turn: often somebody worse, so that the clone has seen trouble and the way out of it.
const ACTORS: readonly RecordedActor[] = [
  { kind: "teacher" },
  { kind: "clumsy", whims: "random", share: 0.3 },
  { kind: "clumsy", whims: "reactive-tuned", share: 0.5 },
  { kind: "teacher" },
  { kind: "clumsy", whims: "default", share: 0.4 },
];
const SEED_STRIDE = 10_007;
const PATIENCE = 12;

/**
 * Records a teacher who knows the traffic to come and learns to do the same; then records again, where the pupil itself gets to,
 * what the teacher would have done there (DAgger: Ross, Gordon, Bagnell, 2011). It has no checkpoint: it takes minutes, and again
 * gives the same.
 */
export async function cloneTeacher(training: Training): Promise<Trained> {
  const { project, task } = training;
  const { episodes, rounds } = project.training.clone;
  const spec = specOf(task, project);
  const curve: CurveRow[] = [];
  const rows: Demonstration[] = await record(
    training,
    0,
    (episode) => ACTORS[episode % ACTORS.length] ?? { kind: "teacher" },
  );
  let pupil = await learned(training, spec, rows, curve);
  for (let round = 1; round <= rounds; round += 1) {
    const persona: RecordedActor = {
      kind: "persona",
      name: "pupil",
      model: Buffer.from(pupil.policy).toString("base64"),
      inputs: [...task.inputs],
      attributes: [...task.attributes],
      triggers: [...task.triggers],
      adaptation: task.adaptation,
      claimedConfidence: 1,
    };
    rows.push(...(await record(training, round * episodes, () => persona)));
    pupil = await learned(training, spec, rows, curve);
  }
  return { weights: pupil.weights, curve, ended: true };
}

async function record(
  { task, project, plan, runner, progress, signal }: Training,
  from: number,
  actor: (episode: number) => RecordedActor,
): Promise<Demonstration[]> {
  const { episodes, rounds, teacher } = project.training.clone;
  const jobs = Array.from({ length: episodes }, (_, at) => ({
    kind: "record" as const,
    task,
    teacher: jobTeacher(teacher),
    actor: actor(from + at),
    seed: plan.seed * SEED_STRIDE + from + at,
    episode: from + at,
    discount: project.training.discount,
  }));
  const recorded = await runner.run<"record">(jobs, {
    signal,
    onDone: (done) =>
      progress.show({
        task: "recording",
        done: from + done,
        of: episodes * (rounds + 1),
        unit: "episodes",
        figures: [`teacher: ${teacher.kind}`, from === 0 ? "" : "where the pupil gets to"].filter(Boolean),
        event: {},
      }),
  });
  return recorded.flat();
}

async function learned(
  { project, plan, progress, signal }: Training,
  spec: PolicySpec,
  dataset: readonly Demonstration[],
  curve: CurveRow[],
): Promise<Clone> {
  const { epochs, rounds } = project.training.clone;
  const before = curve.at(-1)?.["step"] ?? 0;
  return cloneBehaviour({
    ...spec,
    dataset,
    seed: plan.seed,
    epochs,
    patience: PATIENCE,
    runtime: ortRuntime,
    onProgress: ({ epoch, trainingLoss, validationLoss }) => {
      signal.throwIfAborted();
      curve.push({ step: before + epoch, trainingLoss, validationLoss, rows: dataset.length });
      progress.show(trainingMoment("cloning", curve, epochs * (rounds + 1), "epochs"));
    },
  });
}

/** The project's teacher as a job names it. */
function jobTeacher(teacher: Project["training"]["clone"]["teacher"]): Teacher {
  if (teacher.kind === "oracle") return teacher;
  const { kind, lookahead_s: lookaheadS, lookback_s: lookbackS, ...shares } = teacher;
  return {
    kind,
    ...shares,
    ...(lookaheadS === undefined ? {} : { lookaheadS }),
    ...(lookbackS === undefined ? {} : { lookbackS }),
  };
}

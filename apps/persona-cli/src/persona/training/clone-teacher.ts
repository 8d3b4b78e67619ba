import { cloneBehaviour, type Demonstration } from "@fleet-persona/learning";
import type { RecordedActor } from "@fleet-persona/learning-jobs";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { trainingMoment, type CurveRow } from "./curve.ts";
import { specOf } from "./train-network.ts";
import type { Trained, Training } from "./trained.ts";

// Who steers, in turn: half of the episodes by somebody worse, so that the clone has seen trouble and the way out of it.
const ACTORS: readonly RecordedActor[] = ["teacher", "clumsy", "teacher", "random", "teacher", "clumsy"];
const SEED_STRIDE = 10_007;

/** Records the teacher in simulation and learns to do the same. It has no checkpoint: it takes minutes, and again gives the same. */
export async function cloneTeacher(training: Training): Promise<Trained> {
  const { task, project, plan, progress, runner, signal } = training;
  const { episodes, epochs, teacher } = project.training.clone;
  const jobs = Array.from({ length: episodes }, (_, episode) => ({
    kind: "record" as const,
    task,
    teacher,
    actor: ACTORS[episode % ACTORS.length] ?? "teacher",
    seed: plan.seed * SEED_STRIDE + episode,
    episode,
    discount: project.training.discount,
  }));
  const recorded = await runner.run<"record">(jobs, {
    signal,
    onDone: (done) =>
      progress.show({
        task: "recording",
        done,
        of: episodes,
        unit: "episodes",
        figures: [`teacher: ${teacher}`],
        event: {},
      }),
  });
  const dataset: Demonstration[] = recorded.flat();
  const curve: CurveRow[] = [];
  const spec = specOf(task, project);
  const { weights } = await cloneBehaviour({
    ...spec,
    dataset,
    seed: plan.seed,
    epochs,
    runtime: ortRuntime,
    onProgress: ({ epoch, trainingLoss, validationLoss }) => {
      signal.throwIfAborted();
      curve.push({ step: epoch, trainingLoss, validationLoss });
      progress.show(trainingMoment("cloning", curve, epochs, "epochs"));
    },
  });
  return { weights, curve, ended: true };
}

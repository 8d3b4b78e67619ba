export { environmentThreads } from "./environment-threads.ts";
export { runHere, type JobRunner, type RunOptions } from "./job-runner.ts";
export {
  type LearningJob,
  type PersonaPart,
  type PolicyPart,
  type RecordedActor,
  type ScenarioPart,
  type Teacher,
} from "./learning-job.ts";
export { threadRunner } from "./thread-runner.ts";
export { type RefineAnswer } from "./run-learning-job.ts";

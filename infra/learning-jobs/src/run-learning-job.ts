import {
  BASELINES,
  clumsy,
  evaluatePolicies,
  exploreRun,
  foresightPolicy,
  genomeJudge,
  oraclePolicy,
  personaPolicy,
  recordRun,
  refinePersona,
  taskOf,
  withServiceFactor,
  type Demonstration,
  type FleetPolicy,
  type FleetTask,
  type GenomeResult,
  type GenomeTask,
  type LoggedEpisode,
  type Refined,
  type TraceRun,
} from "@fleet-persona/learning";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import type { Scenario } from "@fleet-persona/simulator";
import type { LearningJob, PolicyPart, RecordedActor, ScenarioPart, Teacher } from "./learning-job.ts";

/** What each kind of job gives. */
export type LearningResult<Kind extends LearningJob["kind"]> = {
  readonly evaluate: TraceRun;
  readonly record: readonly Demonstration[];
  readonly judge: GenomeResult;
  readonly explore: LoggedEpisode;
  readonly refine: RefineAnswer;
}[Kind];

/** What `refinePersona` says, its files in base64. */
export type RefineAnswer =
  | Extract<Refined, { readonly kind: "refused" }>
  | (Omit<Extract<Refined, { readonly kind: "candidate" }>, "files"> & {
      readonly files: Readonly<Record<string, string>>;
    });

type JobOf<Kind> = Extract<LearningJob, { readonly kind: Kind }>;

/** Does one job. Same job, same answer. */
export async function runLearningJob<Kind extends LearningJob["kind"]>(
  job: JobOf<Kind>,
): Promise<LearningResult<Kind>> {
  return (await answer(job)) as LearningResult<Kind>;
}

function answer(job: LearningJob): Promise<LearningResult<LearningJob["kind"]>> {
  switch (job.kind) {
    case "evaluate":
      return evaluateOne(job);
    case "record":
      return recordOne(job);
    case "judge":
      return judgeOne(job);
    case "explore":
      return exploreOne(job);
    case "refine":
      return refineOne(job);
    default:
      return job satisfies never;
  }
}

async function evaluateOne({ task, policy, scenario, seed, keepSeries }: JobOf<"evaluate">): Promise<TraceRun> {
  const whole = taskOf(task);
  const [evaluated] = await evaluatePolicies({
    task: whole,
    policies: [await policyOf(policy)],
    scenarios: [{ trace: scenario.name, scenario: scenarioOf(whole, scenario) }],
    seeds: [seed],
    seriesOf: keepSeries ? [seed] : [],
  });
  const run = evaluated?.runs[0];
  if (run === undefined) throw new TypeError("an evaluation gave no run");
  return run;
}

function scenarioOf(task: FleetTask, scenario: ScenarioPart): (seed: number) => Scenario {
  if (scenario.kind === "task") return task.scenario;
  if (scenario.kind === "day") {
    const day = task.scenario(scenario.day);
    return (seed) => ({ ...day, fleet: withServiceFactor(day.fleet, scenario.service), seed });
  }
  const { points, seconds } = scenario;
  return (seed) => ({ fleet: task.fleet, traffic: { points }, seconds, seed });
}

async function policyOf(part: PolicyPart): Promise<FleetPolicy> {
  if (part.kind === "baseline") return baseline(part.name);
  const { name, model, inputs, attributes, triggers, adaptation, claimedConfidence } = part;
  const session = await ortRuntime.load(bytesOf(model));
  return personaPolicy({ name, session, inputs, attributes, triggers, adaptation, claimedConfidence });
}

async function recordOne(job: JobOf<"record">): Promise<readonly Demonstration[]> {
  const { task, seed, episode, discount } = job;
  const teacher = teacherOf(job.teacher);
  const actor = await actorOf(job.actor, teacher);
  return recordRun({ task: taskOf(task), seed, episode, actor, teacher, discount });
}

function baseline(wanted: string): FleetPolicy {
  const found = BASELINES.find(({ name }) => name === wanted);
  if (found === undefined) throw new TypeError(`there is no baseline ${wanted}`);
  return found;
}

function teacherOf(teacher: Teacher): FleetPolicy {
  switch (teacher.kind) {
    case "foresight":
      return foresightPolicy(teacher);
    case "oracle":
      return oraclePolicy();
    default:
      return teacher satisfies never;
  }
}

async function actorOf(actor: RecordedActor, teacher: FleetPolicy): Promise<FleetPolicy> {
  switch (actor.kind) {
    case "teacher":
      return teacher;
    case "clumsy":
      return clumsy(teacher, baseline(actor.whims), actor.share);
    case "persona":
      return policyOf(actor);
    default:
      return actor satisfies never;
  }
}

async function exploreOne({ task, policy, of, everyMs, seed }: JobOf<"explore">): Promise<LoggedEpisode> {
  const { model, inputs, attributes, triggers, adaptation, claimedConfidence } = policy;
  const session = await ortRuntime.load(bytesOf(model));
  const steered = { ...taskOf(task), inputs, attributes, triggers, adaptation };
  return exploreRun({ ...of, task: steered, session, claimedConfidence, everyMs, seed });
}

async function refineOne({ parent, dataset, settings, seed, date }: JobOf<"refine">): Promise<RefineAnswer> {
  const whole = { ...parent, policy: bytesOf(parent.policy) };
  const request = { parent: whole, dataset: bytesOf(dataset), settings, seed, date, runtime: ortRuntime };
  const made = await refinePersona(request);
  if (made.kind === "refused") return made;
  const files = Object.entries(made.files).map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]);
  return { ...made, files: Object.fromEntries(files) as Readonly<Record<string, string>> };
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}

// A generation's genomes share their task: the network is loaded once for as long as the same is judged.
let judging: { key: string; judge: Awaited<ReturnType<typeof genomeJudge>> } | null = null;

async function judgeOne({ genome }: JobOf<"judge">): Promise<GenomeResult> {
  const { generation: _generation, index: _index, genome: _genome, seeds: _seeds, ...common } = genome;
  const key = JSON.stringify(common satisfies GenomeTask);
  if (judging?.key !== key) judging = { key, judge: await genomeJudge(ortRuntime, common) };
  return judging.judge(genome);
}

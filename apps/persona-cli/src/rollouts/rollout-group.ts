import type { LearningJob } from "@fleet-persona/learning-jobs";
import type { RolloutItem } from "./rollout-client.ts";

/** Jobs that share a task, as the hub takes them: what they share once, and an item for each. */
export type RolloutGroup = {
  readonly task: object;
  readonly items: readonly RolloutItem[];
  /** Where each item's job stood among all. */
  readonly places: readonly number[];
};

type JobOf<Kind> = Extract<LearningJob, { readonly kind: Kind }>;
type Placed<Job> = { readonly job: Job; readonly place: number };

/** Jobs by what they share. Tasks are the same when they are the same object. */
export function groupsOf(jobs: readonly LearningJob[]): readonly RolloutGroup[] {
  const groups: RolloutGroup[] = [];
  const placed = jobs.map((job, place) => ({ job, place }));
  const judged = placed.filter(isOf("judge"));
  for (const same of grouped(judged, ({ job }) => job.genome.task)) {
    for (const alike of grouped(same, ({ job: { genome } }) => JSON.stringify([genome.hidden, genome.learning])))
      groups.push(judgeGroup(alike));
  }
  for (const same of grouped(placed.filter(isOf("evaluate")), ({ job }) => job.task)) groups.push(runGroup(same));
  for (const same of grouped(placed.filter(isOf("record")), ({ job }) => job.task)) {
    for (const alike of grouped(same, ({ job }) => JSON.stringify([job.teacher, job.discount])))
      groups.push(recordGroup(alike));
  }
  return groups;
}

function judgeGroup(jobs: readonly Placed<JobOf<"judge">>[]): RolloutGroup {
  const { generation: _generation, index: _index, genome: _genome, seeds: _seeds, ...common } = first(jobs).genome;
  return {
    task: { kind: "judge-genomes", ...common },
    items: jobs.map(({ job: { genome: job } }) => {
      const { generation, index, genome, seeds } = job;
      return item({ generation, index, genome }, seeds);
    }),
    places: jobs.map(({ place }) => place),
  };
}

function runGroup(jobs: readonly Placed<JobOf<"evaluate">>[]): RolloutGroup {
  const { task } = first(jobs);
  const policies = unlike(jobs.map(({ job }) => job.policy));
  const scenarios = unlike(jobs.map(({ job }) => job.scenario));
  return {
    task: { kind: "run-policies", task, policies: policies.all, scenarios: scenarios.all },
    items: jobs.map(({ job: { policy, scenario, keepSeries, seed } }) => {
      const run = { policy: policies.placeOf(policy), scenario: scenarios.placeOf(scenario), keepSeries };
      return item(run, [seed]);
    }),
    places: jobs.map(({ place }) => place),
  };
}

function recordGroup(jobs: readonly Placed<JobOf<"record">>[]): RolloutGroup {
  const { task, teacher, discount } = first(jobs);
  const actors = unlike(jobs.map(({ job }) => job.actor));
  return {
    task: { kind: "record-runs", task, teacher, actors: actors.all, discount },
    items: jobs.map(({ job: { actor, episode, seed } }) => item({ actor: actors.placeOf(actor), episode }, [seed])),
    places: jobs.map(({ place }) => place),
  };
}

type Unlike<T> = { readonly all: readonly T[]; placeOf(one: T): number };

/** Each part once, and where it is. */
function unlike<T extends object>(parts: readonly T[]): Unlike<T> {
  const texts = new Map([...new Set(parts)].map((part) => [part, JSON.stringify(part)]));
  const all = new Map([...texts].map(([part, text]) => [text, part]));
  const places = new Map([...all.keys()].map((text, place) => [text, place]));
  return { all: [...all.values()], placeOf: (one) => places.get(texts.get(one) ?? "") ?? -1 };
}

function item(value: object, seeds: readonly number[]): RolloutItem {
  return { genome: new TextEncoder().encode(JSON.stringify(value)), seeds };
}

function isOf<Kind extends LearningJob["kind"]>(kind: Kind) {
  return (placed: Placed<LearningJob>): placed is Placed<JobOf<Kind>> => placed.job.kind === kind;
}

function grouped<T>(all: readonly T[], key: (one: T) => unknown): readonly (readonly T[])[] {
  return [...Map.groupBy(all, key).values()];
}

function first<Job>(jobs: readonly Placed<Job>[]): Job {
  const [one] = jobs;
  if (one === undefined) throw new TypeError("a group has no job");
  return one.job;
}

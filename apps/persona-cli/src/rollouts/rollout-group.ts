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

/** Jobs by what they share. Tasks, policies and scenarios are the same when they are the same object. */
export function groupsOf(jobs: readonly LearningJob[]): readonly RolloutGroup[] {
  const groups: RolloutGroup[] = [];
  const placed = jobs.map((job, place) => ({ job, place }));
  const judged = placed.filter(isOf("judge"));
  for (const same of grouped(judged, ({ job }) => job.genome.task)) {
    for (const alike of grouped(same, ({ job }) => job.genome.hidden.join("-"))) groups.push(judgeGroup(alike));
  }
  for (const same of grouped(placed.filter(isOf("evaluate")), ({ job }) => job.task)) groups.push(runGroup(same));
  for (const same of grouped(placed.filter(isOf("record")), ({ job }) => job.task)) {
    for (const alike of grouped(same, ({ job }) => `${job.teacher} ${job.discount}`)) groups.push(recordGroup(alike));
  }
  return groups;
}

function judgeGroup(jobs: readonly Placed<JobOf<"judge">>[]): RolloutGroup {
  const { task, hidden } = first(jobs).genome;
  return {
    task: { kind: "judge-genomes", task, hidden },
    items: jobs.map(({ job: { genome } }) => item(genome.genome, genome.seeds)),
    places: jobs.map(({ place }) => place),
  };
}

function runGroup(jobs: readonly Placed<JobOf<"evaluate">>[]): RolloutGroup {
  const { task } = first(jobs);
  const policies = [...new Set(jobs.map(({ job }) => job.policy))];
  const scenarios = [...new Set(jobs.map(({ job }) => job.scenario))];
  return {
    task: { kind: "run-policies", task, policies, scenarios },
    items: jobs.map(({ job: { policy, scenario, keepSeries, seed } }) => {
      const run = { policy: policies.indexOf(policy), scenario: scenarios.indexOf(scenario), keepSeries };
      return item(run, [seed]);
    }),
    places: jobs.map(({ place }) => place),
  };
}

function recordGroup(jobs: readonly Placed<JobOf<"record">>[]): RolloutGroup {
  const { task, teacher, discount } = first(jobs);
  return {
    task: { kind: "record-runs", task, teacher, discount },
    items: jobs.map(({ job: { actor, episode, seed } }) => item({ actor, episode }, [seed])),
    places: jobs.map(({ place }) => place),
  };
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

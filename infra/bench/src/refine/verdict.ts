import {
  armOfHost,
  experimentPlanSchema,
  judgeExperiment,
  sharesAt,
  stableShare,
  type ExperimentPlan,
  type Judgement,
  type MetricTotals,
  type UnitObservation,
} from "@fleet-persona/experiments";
import type { ParentVersion, PolicyFigures } from "@fleet-persona/learning";
import type { JobRunner, LearningJob } from "@fleet-persona/learning-jobs";
import { DAY_S, WARMUP_S, daySeed, experimentId, partOf, ALIKE, worldOf, type Effort } from "./world.ts";

const MEASURED_S = DAY_S - WARMUP_S;
// Looked at so many times on the way: the bounds are anytime-valid.
const LOOKS = 4;

// Stands for the child's version in the hub; there is none here.
const CHILD_ID = "00000000-0000-4000-9000-000000000000";

export type Verdict = {
  readonly judgement: Judgement;
  /** Days after the pre-period when it was decided. */
  readonly days: number;
  readonly hosts: number;
};

/**
 * The child against its parent on a fleet whose hosts share each day's traffic and differ a little in what a request costs them: hosts by
 * stable hash, a pre-period under the parent, looks on the way, and the word of `judgeExperiment`.
 */
export async function verdictOn(
  round: number,
  { parent, child }: { readonly parent: ParentVersion; readonly child: ParentVersion },
  effort: Effort,
  runner: JobRunner,
): Promise<Verdict> {
  const plan = planOf(effort);
  const id = experimentId(round, "verdict");
  const hosts = Array.from({ length: effort.fleet }, (_, at) => `host-${at}`);
  const armOf = (host: string): string => armOfHost(id, host, 100, plan.arms);
  const versionOf = (host: string): ParentVersion => (armOf(host) === "child" ? child : parent);
  const first = await lived(round, hosts, { from: 0, to: effort.before }, () => parent, runner);
  const each = Math.max(1, Math.floor((effort.days - effort.before) / LOOKS));
  let after = new Map<string, Totals>();
  let days = 0;
  let judgement: Judgement | null = null;
  while (judgement === null || (days < effort.days - effort.before && isOpen(judgement))) {
    const stretch = { from: effort.before + days, to: effort.before + days + each };
    after = together(after, await lived(round, hosts, stretch, versionOf, runner));
    days += each;
    const observations = hosts.map((unit) => unitOf(unit, armOf(unit), after.get(unit), first.get(unit)));
    judgement = judgeExperiment(plan, {
      observations,
      enrolled: Object.fromEntries(
        plan.arms.map(({ name }) => [name, hosts.filter((host) => armOf(host) === name).length]),
      ),
      shares: sharesAt(100, plan.arms),
      elapsedS: days * MEASURED_S,
      multiplyExposed: [],
      stopped: [],
      clocksApart: [],
      aa: false,
    });
  }
  return { judgement, days, hosts: hosts.length };
}

function isOpen({ overall }: Judgement): boolean {
  return overall.verdict === "inconclusive" || overall.verdict === "no-data";
}

function planOf({ days, before }: Effort): ExperimentPlan {
  return experimentPlanSchema.parse({
    name: "Child against parent",
    design: { kind: "hosts" },
    arms: [
      { name: "parent", title: "the parent", treatment: { kind: "as-is" } },
      { name: "child", title: "the child", treatment: { kind: "persona", personaVersionId: CHILD_ID } },
    ],
    metrics: [
      { name: "toll", title: "Toll", unit: "1/s", better: "lower", measure: { kind: "mean", signal: "toll" } },
      {
        name: "errors",
        title: "Errors",
        unit: "1",
        better: "lower",
        measure: { kind: "ratio", numerator: ["errors"], denominator: ["requests"] },
      },
    ],
    goal: "toll",
    guardrails: [{ metric: "errors", margin: 0.005, scale: "absolute" }],
    minimumEffect: 0.03,
    minS: MEASURED_S,
    maxS: MEASURED_S * (days - before),
    preS: MEASURED_S * before,
    ramp: [{ percent: 100, leastS: 1 }],
  });
}

type Totals = { readonly toll: MetricTotals; readonly errors: MetricTotals };

/** What some days came to on every host, under whichever version it runs. */
async function lived(
  round: number,
  hosts: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  versionOf: (host: string) => ParentVersion,
  runner: JobRunner,
): Promise<Map<string, Totals>> {
  const jobs = hosts.flatMap((host, at) =>
    Array.from({ length: to - from }, (_, day): Extract<LearningJob, { kind: "evaluate" }> => {
      const version = versionOf(host);
      const service = ALIKE.least + (ALIKE.most - ALIKE.least) * stableShare(`${round}/${host}`);
      const number = daySeed(round, from + day);
      return {
        kind: "evaluate",
        task: { ...worldOf(version), spread: { ...worldOf(version).spread, service: { min: 1, max: 1 } } },
        policy: { kind: "persona", ...partOf(version) },
        scenario: { kind: "day", name: "day", day: number, service },
        seed: number + 1_000 * (at + 1),
        keepSeries: false,
      };
    }),
  );
  const runs = await runner.run<"evaluate">(jobs);
  let totals = new Map<string, Totals>();
  for (const [at, { policies }] of runs.entries()) {
    const figures = Object.values(policies)[0];
    const host = hosts[Math.floor(at / (to - from))];
    if (figures === undefined || host === undefined) continue;
    totals = together(totals, new Map([[host, totalsOf(figures)]]));
  }
  return totals;
}

function totalsOf({ reward, errors, requests }: PolicyFigures): Totals {
  return {
    toll: { frames: MEASURED_S, sum: -reward, weight: MEASURED_S },
    errors: { frames: MEASURED_S, sum: errors, weight: requests },
  };
}

function together(a: ReadonlyMap<string, Totals>, b: ReadonlyMap<string, Totals>): Map<string, Totals> {
  const sums = new Map(a);
  for (const [host, more] of b) {
    const known = sums.get(host);
    if (known === undefined) sums.set(host, more);
    else sums.set(host, { toll: added(known.toll, more.toll), errors: added(known.errors, more.errors) });
  }
  return sums;
}

function added(a: MetricTotals, b: MetricTotals): MetricTotals {
  return { frames: a.frames + b.frames, sum: a.sum + b.sum, weight: a.weight + b.weight };
}

function unitOf(unit: string, arm: string, totals: Totals | undefined, before: Totals | undefined): UnitObservation {
  return {
    unit,
    arm,
    cluster: null,
    totals: { ...totals },
    ...(before === undefined ? {} : { before: { ...before } }),
  };
}

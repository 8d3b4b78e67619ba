import {
  bootstrapped,
  stepRewards,
  type Interval,
  type OfflineDataset,
  type ParentVersion,
} from "@fleet-persona/learning";
import type { JobRunner } from "@fleet-persona/learning-jobs";
import { candidatesOf, explored, mostPromising, type Candidate } from "./candidates.ts";
import { verdictOn, type Verdict } from "./verdict.ts";
import { nameOf, type Effort } from "./world.ts";

/** One turn of the loop: what was logged, what the log promised, what the experiment found, and who is in charge afterwards. */
export type Round = {
  readonly round: number;
  readonly dataset: Pick<OfflineDataset, "version" | "provenance">;
  /** Reward a second while the parent explored. */
  readonly exploring: Interval;
  readonly candidates: readonly Candidate[];
  /** The way the tried child was made, and what was expected of it; null: nothing was worth trying. */
  readonly tried: {
    readonly way: string;
    readonly expected: Interval;
    readonly effective: number;
    readonly windows: number;
  } | null;
  readonly verdict: Verdict | null;
  /** In charge after the round. */
  readonly version: ParentVersion;
};

export async function playRound(
  round: number,
  parent: ParentVersion,
  effort: Effort,
  runner: JobRunner,
): Promise<Round> {
  const dataset = await explored(round, parent, effort, runner);
  const exploring = rewardOf(dataset);
  say(`round ${round}: ${dataset.provenance.steps} steps of ${dataset.provenance.hosts} hosts logged`);
  const candidates = await candidatesOf(round, parent, dataset, runner);
  const best = mostPromising(candidates);
  const known = { round, dataset, exploring, candidates };
  if (best === null || best.answer.kind === "refused") {
    say(`round ${round}: nothing worth trying`);
    return { ...known, tried: null, verdict: null, version: parent };
  }
  const { gain, support } = best.answer.evaluation;
  const tried = { way: best.way, expected: gain, effective: support.effective, windows: support.windows };
  const verdict = await verdictOn(round, { parent, child: best.version }, effort, runner);
  const { overall } = verdict.judgement;
  say(`round ${round}: ${nameOf(best.version.manifest)} (${best.way}) ${overall.verdict}: ${overall.sentence}`);
  return { ...known, tried, verdict, version: overall.verdict === "better" ? best.version : parent };
}

/** Reward a second of what was logged, with an interval over episodes. */
function rewardOf(dataset: OfflineDataset): Interval {
  const rewards = stepRewards(dataset);
  const seconds = dataset.spec.everyMs / 1000;
  const sums = dataset.episodes.map(({ firstStep, steps }) => {
    const own = rewards.subarray(firstStep, firstStep + steps);
    return { reward: own.reduce((sum, each) => sum + each, 0), seconds: steps * seconds };
  });
  return bootstrapped(sums, (drawn) => {
    const total = (read: (each: (typeof sums)[number]) => number) => drawn.reduce((sum, each) => sum + read(each), 0);
    return total(({ reward }) => reward) / total((each) => each.seconds);
  });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

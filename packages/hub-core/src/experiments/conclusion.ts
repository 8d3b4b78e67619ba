import { describeJudgement, partMs } from "@fleet-persona/experiments";
import type { ExperimentConclusion } from "./experiment.ts";
import type { KeptJudgement } from "./experiment-list.ts";
import type { ExperimentRecord } from "./experiment-record.ts";
import { sayArm } from "./resolved.ts";

type Ended = {
  readonly record: ExperimentRecord;
  readonly judgement: KeptJudgement | null;
  readonly fleetName: string;
  readonly published: ExperimentConclusion["published"];
};

/** What a manager reads: what was tried, on what, for how long, what was found, and what was done. Null while it goes on. */
export function conclusionOf({ record, judgement, fleetName, published }: Ended): ExperimentConclusion | null {
  const { run, plan } = record;
  if (run.end === null) return null;
  const found = sayFound(record, judgement);
  // The end repeats the verdict where that was the reason.
  const done = judgement === null ? run.end.sentence : run.end.sentence.replace(judgement.overall.sentence, "").trim();
  const parts = [sayTried(record, fleetName), found, done];
  return {
    at: run.end.at,
    code: run.end.code,
    paragraph: parts.filter((part) => part !== "").join(" "),
    winner: run.winner === null ? null : (plan.arms.find(({ name }) => name === run.winner)?.title ?? run.winner),
    published,
  };
}

function sayTried({ plan, resolved }: ExperimentRecord, fleetName: string): string {
  const told = plan.arms.map(({ name, title }) => {
    const arm = resolved?.arms[name];
    return arm === undefined ? title : `${title} (${sayArm(arm)})`;
  });
  const [control, ...others] = told;
  return `On ${fleetName} we compared ${others.join(", ")} with ${control ?? "the control"}.`;
}

function sayFound({ plan, run }: ExperimentRecord, judgement: KeptJudgement | null): string {
  if (judgement === null) return "Nothing was measured.";
  const arms = plan.arms.filter(({ name }, index) => index === 0 || judgement.arms.some(({ arm }) => arm === name));
  return describeJudgement({ ...plan, arms }, judgement, partMs(run, run.end?.at ?? 0) / 1000);
}

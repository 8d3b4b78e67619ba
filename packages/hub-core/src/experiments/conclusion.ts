import type { Comparison, Interval } from "@fleet-persona/experiments";
import { partMs } from "@fleet-persona/experiments";
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
  const parts = [
    sayTried(record, fleetName),
    sayLength(record, judgement),
    ...sayFound(record, judgement),
    run.end.sentence,
  ];
  return {
    at: run.end.at,
    code: run.end.code,
    paragraph: [...new Set(parts.filter((part) => part !== ""))].join(" "),
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

function sayLength(record: ExperimentRecord, judgement: KeptJudgement | null): string {
  const { plan, run } = record;
  const until = run.end?.at ?? 0;
  const units = judgement?.comparisons.find(({ metric }) => metric === plan.goal);
  const counted =
    units === undefined
      ? ""
      : ` on ${units.control.units + units.treated.units} ${plan.design.kind === "hosts" ? "hosts" : "blocks of time"}`;
  return `The figures below were measured for ${sayDuration(partMs(run, until))}${counted}.`;
}

function sayFound(record: ExperimentRecord, judgement: KeptJudgement | null): readonly string[] {
  const { plan } = record;
  const goal = plan.metrics.find(({ name }) => name === plan.goal);
  const found = judgement?.comparisons.filter(({ metric }) => metric === plan.goal) ?? [];
  return found.map((comparison) =>
    sayEffect(comparison, goal?.title ?? plan.goal, goal?.unit ?? "", titleOf(record, comparison.arm)),
  );
}

function titleOf({ plan }: ExperimentRecord, arm: string): string {
  return plan.arms.find(({ name }) => name === arm)?.title ?? arm;
}

function sayEffect({ control, treated, sequential }: Comparison, title: string, unit: string, arm: string): string {
  const { relative, absolute } = sequential;
  const range =
    relative === null ? sayRange(absolute, (value) => `${figure(value)} ${unit}`.trim()) : sayRange(relative, percent);
  return `${title} was ${figure(treated.mean)} ${unit} with ${arm} and ${figure(control.mean)} ${unit} without: ${range}.`.replaceAll(
    / +/g,
    " ",
  );
}

function sayRange({ estimate, low, high }: Interval, say: (value: number) => string): string {
  return `${say(estimate)} (between ${say(low)} and ${say(high)})`;
}

function percent(share: number): string {
  return `${share > 0 ? "+" : ""}${(share * 100).toFixed(1)} %`;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function sayDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

import type { TraceEvaluation } from "@fleet-persona/learning";
import { readBundle } from "../bundle/read-bundle.ts";
import type { Given } from "../command-line.ts";
import { terminalTable } from "../evaluation/figures-table.ts";
import { projectOf } from "../evaluation/personas-on-task.ts";
import { traceScenario } from "../evaluation/trace-scenario.ts";
import { usageError } from "../../command-line/command-error.ts";
import { STOPPED_EXIT_CODE } from "../persona-error.ts";
import type { World } from "../world.ts";
import { evaluated } from "./evaluate-command.ts";

/** `persona compare A B`. */
export async function compareCommand(given: Given, world: World): Promise<number> {
  const [a = "", b = ""] = given.words;
  if (a === b) throw usageError("Name two bundles: these are the same.");
  const bundles = [a, b].map((folder) => [folder, readBundle(folder)] as const);
  const read = projectOf(given, a);
  const trace = given.trace === undefined ? null : traceScenario(given, read.project);
  const scenario = trace?.part ?? ({ kind: "task", name: "unseen scenarios" } as const);
  const evaluation = await evaluated(given, world, {
    read,
    bundles,
    scenario,
    note: trace?.note ?? "",
    policies: "default,reactive",
  });
  if (evaluation === null) return STOPPED_EXIT_CODE;
  const comparison = paired(evaluation, a, b);
  if (given.json === true) {
    world.out(`${JSON.stringify({ trace: scenario.name, policies: evaluation[0]?.policies ?? {}, comparison })}\n`);
    return 0;
  }
  world.out(`${scenario.name}\n\n${terminalTable(evaluation[0]?.policies ?? {}, [a, b])}\n\n${sentence(comparison)}\n`);
  return 0;
}

/** How the second did against the first, run by run on the same arrivals. */
type Paired = {
  readonly a: string;
  readonly b: string;
  readonly runs: number;
  readonly b_better: number;
  readonly reward: number;
  readonly breach_seconds: number;
  readonly core_seconds: number;
};

function paired(evaluation: readonly TraceEvaluation[], a: string, b: string): Paired {
  const pairs = evaluation.flatMap(({ runs }) =>
    runs.flatMap(({ policies }) => {
      const [ours, theirs] = [policies[b], policies[a]];
      return ours === undefined || theirs === undefined ? [] : [{ ours, theirs }];
    }),
  );
  const mean = (of: (pair: (typeof pairs)[number]) => number): number =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  return {
    a,
    b,
    runs: pairs.length,
    b_better: pairs.filter(({ ours, theirs }) => ours.reward > theirs.reward).length,
    reward: mean(({ ours, theirs }) => ours.reward - theirs.reward),
    breach_seconds: mean(({ ours, theirs }) => ours.breach_seconds - theirs.breach_seconds),
    core_seconds: mean(({ ours, theirs }) => ours.core_seconds - theirs.core_seconds),
  };
}

function sentence({ b, runs, b_better, reward, breach_seconds, core_seconds }: Paired): string {
  const signed = (value: number): string => `${value > 0 ? "+" : ""}${value.toFixed(1)}`;
  return `${b} was worth more on ${b_better} of ${runs} runs: reward ${signed(reward)}, breach seconds ${signed(breach_seconds)}, core-seconds ${signed(core_seconds)} a run.`;
}

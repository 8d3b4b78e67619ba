import { parseArgs } from "node:util";
import type { Interval, ParentVersion } from "@fleet-persona/learning";
import { threadRunner } from "@fleet-persona/learning-jobs";
import { firstVersion } from "./refine/first-version.ts";
import { playRound, type Round } from "./refine/rounds.ts";
import { savedShare, unseenTraces, type UnseenTrace } from "./refine/unseen.ts";
import { DEFAULT_EFFORT, nameOf, QUICK_EFFORT, type Effort } from "./refine/world.ts";
import { benchResult, type BenchResult, type Target } from "./result.ts";

const OPTIONS = {
  quick: { type: "boolean", default: false },
  seeds: { type: "string" },
  rounds: { type: "string", default: "3" },
  threads: { type: "string", default: "2" },
  explorers: { type: "string" },
  fleet: { type: "string" },
  days: { type: "string" },
} as const;

/**
 * The refinement loop on the simulator: explore, refine, estimate, experiment, keep or not; three rounds, then every round's version
 * against the first on unseen traces. `--seeds N` of each unseen trace, `--quick` for a look in a minute or so.
 */
export async function refineBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({ args: [...options], options: OPTIONS });
  const usual = values.quick ? QUICK_EFFORT : DEFAULT_EFFORT;
  const asked = (["seeds", "explorers", "fleet", "days"] as const).flatMap((name) =>
    values[name] === undefined ? [] : [[name, Number(values[name])] as const],
  );
  const effort: Effort = { ...usual, ...Object.fromEntries(asked) };
  await using runner = threadRunner(Number(values.threads));
  const first = await firstVersion();
  const rounds: Round[] = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    rounds.push(await playRound(round, rounds.at(-1)?.version ?? first, effort, runner));
  }
  const versions = [
    ...new Map([first, ...rounds.map(({ version }) => version)].map((each) => [each.digest, each])).values(),
  ];
  const traces = await unseenTraces(versions, effort.seeds, runner);
  process.stderr.write(`${rendered(traces)}\n`);
  return [...summary(rounds, first, traces), ...rounds.flatMap((round) => roundResults(round, rounds, first, traces))];
}

/** What the project promises: the last round's version against the first, by what a second costs on unseen traces. */
function summary(
  rounds: readonly Round[],
  first: ParentVersion,
  traces: readonly UnseenTrace[],
): readonly BenchResult[] {
  const last = rounds.at(-1)?.version ?? first;
  const saved = savedShare(traces, nameOf(last.manifest), nameOf(first.manifest));
  return [withInterval("refined_vs_first", saved, "share", { lowAbove: 0 })];
}

function roundResults(
  { round, tried, verdict, version, exploring, dataset, candidates }: Round,
  rounds: readonly Round[],
  first: ParentVersion,
  traces: readonly UnseenTrace[],
): readonly BenchResult[] {
  const name = (what: string): string => `round_${round}_${what}`;
  const plain = (what: string, value: number, unit: string) =>
    benchResult({ name: name(what), value, unit, target: null });
  const goal = verdict?.judgement.comparisons.find(({ metric }) => metric === "toll")?.sequential;
  const next = rounds.find((each) => each.round === round + 1);
  const kept = verdict?.judgement.overall.verdict === "better";
  return [
    withInterval(name("vs_first"), savedShare(traces, nameOf(version.manifest), nameOf(first.manifest)), "share", null),
    plain("logged_steps", dataset.provenance.steps, "steps"),
    withInterval(name("toll_exploring"), negated(exploring), "1/s", null),
    plain("candidates_refused", candidates.filter(({ answer }) => answer.kind === "refused").length, "children"),
    ...(tried === null
      ? []
      : [
          withInterval(name("expected_gain"), tried.expected, "1/s", null),
          plain("effective_windows", tried.effective, `of ${tried.windows}`),
        ]),
    // The same cadence on fresh traffic: what the estimate was of, a round later.
    ...(kept && next !== undefined
      ? [plain("explored_gain", (next.exploring.value ?? Number.NaN) - (exploring.value ?? Number.NaN), "1/s")]
      : []),
    ...(goal === undefined || verdict === null
      ? []
      : [
          withInterval(name("measured_gain"), gainOf(goal.absolute), "1/s", null),
          withInterval(name("measured_share"), gainOf(goal.relative ?? goal.absolute), "share", null),
          plain("verdict_days", verdict.days, `days of ${verdict.hosts} hosts`),
          plain("kept", kept ? 1 : 0, "child"),
        ]),
  ];
}

function gainOf({ estimate, low, high }: { estimate: number; low: number; high: number }): Interval {
  return { value: -estimate, low: -high, high: -low };
}

function negated({ value, low, high }: Interval): Interval {
  const flip = (each: number | null): number | null => (each === null ? null : -each);
  return { value: flip(value), low: flip(high), high: flip(low) };
}

function withInterval(name: string, { value, low, high }: Interval, unit: string, target: Target): BenchResult {
  const interval = { low: low ?? Number.NaN, high: high ?? Number.NaN };
  return benchResult({ name, value: value ?? Number.NaN, unit, target, ...interval });
}

function rendered(traces: readonly UnseenTrace[]): string {
  const names = Object.keys(traces[0]?.tolls ?? {});
  const mean = (tolls: readonly number[]): number => tolls.reduce((sum, each) => sum + each, 0) / tolls.length;
  const rows = traces.map(({ trace, tolls }) => {
    return `${trace.padEnd(60)} ${names
      .map((name) =>
        mean(tolls[name] ?? [])
          .toFixed(3)
          .padStart(10),
      )
      .join(" ")}`;
  });
  return [`${"toll a second".padEnd(60)} ${names.map((name) => name.padStart(10)).join(" ")}`, ...rows].join("\n");
}

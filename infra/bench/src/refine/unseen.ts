import { bootstrapped, type Interval, type NamedScenario, type ParentVersion } from "@fleet-persona/learning";
import type { JobRunner, LearningJob } from "@fleet-persona/learning-jobs";
import { simulatedDemoFleet } from "@fleet-persona/demo-fleet";
import { tracesFolder } from "../forecast/find-traces.ts";
import { generatedScenarios, recordedScenarios } from "../policy/unseen-traces.ts";
import { nameOf, partOf, WARMUP_S, worldOf } from "./world.ts";

const SECONDS = 300;
const FIRST_SEED = 7_001;

/** One trace: what each version's runs cost a second, paired by seed. */
export type UnseenTrace = { readonly trace: string; readonly tolls: Readonly<Record<string, readonly number[]>> };

/**
 * Every version on traffic that nothing was trained, explored or judged on: days of another generator, and recordings where there are
 * some. All versions meet the same arrivals.
 */
export async function unseenTraces(
  versions: readonly ParentVersion[],
  seeds: number,
  runner: JobRunner,
): Promise<readonly UnseenTrace[]> {
  const options = { fleet: simulatedDemoFleet(), seconds: SECONDS, warmupS: WARMUP_S };
  const folder = tracesFolder();
  const traces = [...(folder === null ? [] : recordedScenarios(folder, options)), ...generatedScenarios(options)];
  const places = traces.flatMap((named) =>
    Array.from({ length: seeds }, (_, at) => ({ named, seed: FIRST_SEED + at })),
  );
  const jobs = versions.flatMap((version) => places.map(({ named, seed }) => jobOf(version, named, seed)));
  const runs = await runner.run<"evaluate">(jobs);
  return traces.map(({ trace }, row) => ({
    trace,
    tolls: Object.fromEntries(
      versions.map(({ manifest }, at) => [
        nameOf(manifest),
        Array.from({ length: seeds }, (_, seed) => {
          const run = runs[at * places.length + row * seeds + seed];
          const reward = Object.values(run?.policies ?? {})[0]?.reward ?? Number.NaN;
          return -reward / (SECONDS - WARMUP_S);
        }),
      ]),
    ),
  }));
}

/** By what share less a version costs than another on the same arrivals; interval over whole traces. */
export function savedShare(traces: readonly UnseenTrace[], version: string, than: string): Interval {
  const sum = (drawn: readonly UnseenTrace[], name: string): number =>
    drawn.reduce((total, { tolls }) => total + (tolls[name] ?? []).reduce((a, b) => a + b, 0), 0);
  return bootstrapped(traces, (drawn) => 1 - sum(drawn, version) / sum(drawn, than));
}

function jobOf(
  version: ParentVersion,
  { trace, scenario }: NamedScenario,
  seed: number,
): Extract<LearningJob, { kind: "evaluate" }> {
  const drawn = scenario(seed);
  return {
    kind: "evaluate",
    task: worldOf(version),
    policy: { kind: "persona", ...partOf(version) },
    scenario: { kind: "trace", name: trace, points: drawn.traffic.points, seconds: drawn.seconds },
    seed: drawn.seed,
    keepSeries: false,
  };
}

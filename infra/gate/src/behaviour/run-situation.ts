import { BASELINES, runPolicy, seriesOf, type FleetPolicy, type RunSeries } from "@fleet-persona/learning";
import type { GateSeries, Manifest, ScenarioFigures } from "@fleet-persona/persona";
import { NO_DECISIONS, plus, tallyOf, type DecisionTally } from "./decision-tally.ts";
import { seenBy } from "./clock-skew.ts";
import type { GateEnvironment } from "./gate-environment.ts";
import { guardedPolicy, looking, rawPolicy } from "./gate-policies.ts";
import { situationOf, type GateScenarioName } from "./gate-scenarios.ts";
import { gateTaskOf } from "./gate-task.ts";
import type { RowGatherer } from "./row-gatherer.ts";

export type GatePolicyName = GateSeries["policy"];
export const GATE_POLICIES: readonly GatePolicyName[] = ["guarded", "raw", "static_default", "reactive"];

/** A scenario and the seed it is drawn from. */
export type SituationKey = { readonly name: GateScenarioName; readonly seed: number };

/** What all four came to on the same arrivals and faults. Plain JSON. */
export type SituationResult = SituationKey & {
  readonly policies: Readonly<
    Record<GatePolicyName, { readonly figures: ScenarioFigures; readonly series: RunSeries }>
  >;
  readonly tally: DecisionTally;
};

/** Runs the Persona with and without its guards, and both baselines, through one situation. */
export async function runSituation(
  manifest: Manifest,
  environment: GateEnvironment,
  { name, seed }: SituationKey,
  gatherer: RowGatherer,
): Promise<SituationResult> {
  const task = gateTaskOf(manifest, environment);
  const { scenario, skew } = situationOf(name, seed, environment);
  const overriding = new Set(manifest.triggers.filter(({ then }) => then.kind !== "decide").map((each) => each.name));
  let tally = NO_DECISIONS;
  const run = async (policy: FleetPolicy) => {
    const seen = looking(policy, (moment) => seenBy(moment, skew, environment.amplification));
    const { figures, seconds } = await runPolicy({ task, policy: seen, scenario, seed });
    const { revenue: _revenue, reward: _reward, ...told } = figures;
    return { figures: told, series: seriesOf(seconds) };
  };
  const [guarded, raw, static_default, reactive] = await Promise.all([
    gatherer.lane((ask) =>
      run(guardedPolicy(manifest, ask, (decision) => (tally = plus(tally, tallyOf(decision, overriding))))),
    ),
    gatherer.lane((ask) => run(rawPolicy(manifest, ask))),
    run(baseline("default")),
    run(baseline("reactive")),
  ]);
  return { name, seed, policies: { guarded, raw, static_default, reactive }, tally };
}

function baseline(wanted: string): FleetPolicy {
  const found = BASELINES.find(({ name }) => name === wanted);
  if (found === undefined) throw new TypeError(`there is no baseline ${wanted}`);
  return found;
}

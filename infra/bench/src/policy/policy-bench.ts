import { parseArgs } from "node:util";
import { simulatedDemoFleet } from "@fleet-persona/demo-fleet";
import {
  BASELINES,
  comparePolicy,
  evaluatePolicies,
  personaPolicy,
  type Comparison,
  type FleetTask,
  type Interval,
  type NamedScenario,
  type PersonaUnderTest,
  type TraceEvaluation,
} from "@fleet-persona/learning";
import { tracesFolder } from "../forecast/find-traces.ts";
import { benchResult, type BenchResult, type Target } from "../result.ts";
import { loadPersona, referenceFolder } from "./load-persona.ts";
import { renderTraces } from "./render-traces.ts";
import { generatedScenarios, recordedScenarios } from "./unseen-traces.ts";

const WARMUP_S = 10;

/** What a second is worth when Personas are compared: a breach as much as four of the whole fleet at its ceiling. */
export const REWARD = { breach: 2, cost: 0.5, errors: 0.5, latency: 0.1, churn: 0.02, revenue: 0 } as const;

const OPTIONS = {
  persona: { type: "string" },
  traces: { type: "string" },
  seeds: { type: "string", default: "2" },
  first: { type: "string", default: "1" },
  seconds: { type: "string", default: "300" },
} as const;

/** A Persona on the simulated demo fleet against every baseline on traces nobody trained on: `--persona DIR --traces DIR`; `--first N` is the first seed. */
export async function policyBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({ args: [...options], options: OPTIONS });
  const persona = await loadPersona(values.persona ?? referenceFolder());
  const task = taskFor(persona);
  const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => at + Number(values.first));
  const evaluated = await evaluatePolicies({
    task,
    policies: [...BASELINES, personaPolicy(persona)],
    scenarios: scenariosOf(values.traces ?? tracesFolder(), task, Number(values.seconds)),
    seeds,
    seriesOf: [],
    onProgress: ({ runs, of, trace }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${runs}/${of} ${trace.padEnd(60)}`);
    },
  });
  process.stderr.write(`\n${renderTraces(evaluated)}\n\n`);
  return policyResults(evaluated);
}

/** The figures the project promises, and what they are made of. */
export function policyResults(evaluated: readonly TraceEvaluation[]): readonly BenchResult[] {
  const comparison = comparePolicy(evaluated, "persona");
  const { breach_ratio_vs_reactive, wins_vs_best_static, distance_to_oracle, pairs } = comparison;
  const plain = (name: string, value: number | null, unit = "ratio") =>
    benchResult({ name, value: value ?? Number.NaN, unit, target: null });
  return [
    withInterval("breach_ratio_vs_reactive", breach_ratio_vs_reactive, { atMost: 0.5 }),
    withInterval("wins_vs_best_static", wins_vs_best_static, { atLeast: 0.7 }),
    withInterval("distance_to_oracle", distance_to_oracle, { atLeast: 0.7 }),
    plain("distance_to_oracle_median", comparison.distance_to_oracle_median),
    plain("cost_sum_vs_reactive", comparison.cost_sum_ratio),
    plain("breach_sum_vs_reactive", comparison.breach_sum_ratio),
    plain("pairs_judged", pairs.judged, "runs"),
    plain("pairs_at_no_more_cost", pairs.at_no_more_cost, "runs"),
    plain("pairs_without_breach", pairs.without_breach, "runs"),
    plain("unseen_traces", evaluated.length, "traces"),
    ...BASELINES.map(({ name }) =>
      plain(`oracle_gap_closed_by_${name.replaceAll("-", "_")}`, closedBy(evaluated, name)),
    ),
  ];
}

function closedBy(evaluated: readonly TraceEvaluation[], name: string): Comparison["distance_to_oracle_median"] {
  return comparePolicy(evaluated, name).distance_to_oracle.value;
}

function withInterval(name: string, { value, low, high }: Interval, target: Target): BenchResult {
  const interval = { low: low ?? Number.NaN, high: high ?? Number.NaN };
  // Without bound: in most pairs the Persona cost more than reactive, or there was nothing to compare.
  return benchResult({ name, value: value ?? Number.NaN, unit: "ratio", target, ...interval });
}

function taskFor(persona: PersonaUnderTest): FleetTask {
  const fleet = simulatedDemoFleet();
  const { attributes, inputs, triggers, adaptation } = persona;
  const engine = { attributes, inputs, triggers, adaptation };
  const [day] = generatedScenarios({ fleet, seconds: 60, warmupS: WARMUP_S }) as [NamedScenario];
  return { ...engine, fleet, reward: REWARD, decisionIntervalS: 1, warmupS: WARMUP_S, scenario: day.scenario };
}

function scenariosOf(folder: string | null, { fleet }: FleetTask, seconds: number): readonly NamedScenario[] {
  const options = { fleet, seconds, warmupS: WARMUP_S };
  if (folder !== null) return [...recordedScenarios(folder, options), ...generatedScenarios(options)];
  process.stderr.write("No recorded traces (--traces DIR or FLEET_PERSONA_TRACES); generated days alone.\n");
  return generatedScenarios(options);
}

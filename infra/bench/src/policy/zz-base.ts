import { BASELINES, evaluatePolicies, foresightPolicy, comparePolicy, personaPolicy } from "@fleet-persona/learning";
import { simulatedDemoFleet, demoAttributes } from "@fleet-persona/demo-fleet";
import { generatedScenarios, recordedScenarios } from "./unseen-traces.ts";
import { loadPersona } from "./load-persona.ts";
import { renderTraces } from "./render-traces.ts";
const fleet = simulatedDemoFleet();
const seconds = 400;
const o = { fleet, seconds, warmupS: 10 };
const scenarios = [...recordedScenarios("/work/shared/traces", o), ...generatedScenarios(o)];
const p = await loadPersona(process.argv[2] ?? "personas/surge-ready/bundle");
const task = { fleet, attributes: demoAttributes, inputs: p.inputs, triggers: [], adaptation: p.adaptation, reward: { breach: 2, cost: 0.5, errors: 0.5, latency: 0.1, churn: 0.02, revenue: 0 }, decisionIntervalS: 1, warmupS: 10, scenario: scenarios[0]!.scenario };
const t = performance.now();
const ev = await evaluatePolicies({ task, policies: [...BASELINES.filter(b => !["oracle","best-static","predictive"].includes(b.name)), ...[.6,.7,.8].map(u => ({ ...foresightPolicy({ utilisation: u }), name: "f" + u })), personaPolicy(p)], scenarios, seeds: [1, 2], seriesOf: [] });
console.log(renderTraces(ev)); console.log(((performance.now() - t)/1000).toFixed(1), "s");
for (const n of ["f0.6","f0.7","f0.8","persona"]) { const c = comparePolicy(ev, n); console.log(n, c.breach_ratio_vs_reactive, c.pairs, c.breach_sum_ratio, c.cost_sum_ratio); }

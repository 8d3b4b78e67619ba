import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { exportPolicy, initialWeights, policyLayout, randomFromSeed, type PolicySpec } from "@fleet-persona/learning";
import { checkModel, modelContractOf, type Attribute, type InputSignal, type Manifest } from "@fleet-persona/persona";
import { gateSeconds } from "./gate/gate-seconds.ts";
import { installCheckBench } from "./gate/install-check.ts";
import { revocationSeconds } from "./gate/revocation-seconds.ts";
import { benchResult, type BenchResult } from "./result.ts";

/** What the figures of the gate are measured with. */
type GateOptions = { readonly runs: number };

/** Each part is a function of its own; to add one, add it here. */
const PARTS: Readonly<Record<string, (options: GateOptions) => Promise<readonly BenchResult[]>>> = {
  static: staticCheck,
  install: () => installCheckBench(),
  gate: () => gateSeconds(),
  revocation: () => revocationSeconds(),
};

/** What trust takes: `--runs N` (1000) of the static check, `--only PART` (static, install, gate, revocation). */
export async function gateBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({
    args: [...options],
    options: { runs: { type: "string", default: "1000" }, only: { type: "string" } },
  });
  const results: BenchResult[] = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (values.only === undefined || values.only === name) results.push(...(await part({ runs: Number(values.runs) })));
  }
  return results;
}

const LEAST_NODES = 64;
// Runs until the engine has compiled what they need.
const WARM_UP = 20;

/**
 * The static verifier over a policy of at least 64 nodes, with its contract: over many runs, and in the first, before the
 * engine has compiled anything, since an agent checks once.
 */
async function staticCheck({ runs }: GateOptions): Promise<readonly BenchResult[]> {
  const spec = policyOfManyNodes();
  const bytes = exportPolicy(spec, initialWeights(policyLayout(spec), randomFromSeed(1)));
  const names = spec.attributes.map(({ name }) => name);
  const policy: Manifest["policy"] = {
    file: "policy.onnx",
    opset: 17,
    inputs: { signals: [...spec.inputs], config: names },
    outputs: names,
  };
  const contract = modelContractOf({ attributes: [...spec.attributes], policy });
  const took = Array.from({ length: WARM_UP + runs }, () => {
    const began = performance.now();
    const { verdict, facts } = checkModel(bytes, contract);
    const ms = performance.now() - began;
    if (verdict !== "accepted" || (facts?.nodes ?? 0) < LEAST_NODES)
      throw new TypeError("the bench's policy is not sound");
    return ms;
  });
  const [first = Number.NaN] = took;
  const sorted = took.slice(WARM_UP).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return [
    benchResult({ name: "static_check_ms", value: at(0.5), unit: "ms", target: { atMost: 20 } }),
    benchResult({ name: "static_check_p99_ms", value: at(0.99), unit: "ms", target: { atMost: 20 } }),
    benchResult({ name: "static_check_first_ms", value: first, unit: "ms", target: null }),
  ];
}

/** Four numbers, three choices and a switch over forty signals, as a large fleet has. */
function policyOfManyNodes(): PolicySpec {
  const every = { scope: "fleet", cost: "hot", weight: 1 } as const;
  const numbers = Array.from({ length: 4 }, (_, at): Attribute => {
    const range = { min: 0, max: 1, unit: "1", scale: "linear", default: 0.5, safe: 0.5 } as const;
    return { name: `number_${"abcd"[at]}`, kind: "continuous", ...every, ...range };
  });
  const choices = Array.from({ length: 3 }, (_, at): Attribute => {
    const four = { choices: ["off", "micro", "short", "long"], ordered: true, default: "off", safe: "off" };
    return { name: `choice_${"abc"[at]}`, kind: "categorical", ...every, ...four };
  });
  const inputs = Array.from({ length: 40 }, (_, at): InputSignal => {
    const distribution = { mean: 100, standard_deviation: 20, p01: 60, p99: 140 };
    const read = { window_s: 5, staleness_s: 5, required: false, distribution };
    return { name: `signal_${at}`, family: "performance", unit: "1", ...read };
  });
  const flag: Attribute = { name: "compression", kind: "boolean", ...every, default: true, safe: true };
  return { attributes: [...numbers, ...choices, flag], inputs, hidden: [64, 64] };
}

import type { BomInput } from "./bom-input.ts";
import { performanceMetrics, printable } from "./performance-metrics.ts";

const property = (name: string, value: string) => ({ name: `fleet-persona:${name}`, value: printable(value) });

/** The model card of CycloneDX, from the manifest, the card, the author's report and the gate's. */
export function modelCardOf(input: BomInput): object {
  const { manifest, gate } = input;
  const { training, policy, attributes } = manifest;
  const approach = approachOf(training.algorithm);
  const facts = gate?.model.facts ?? null;
  const size = facts === null ? "" : `, ${facts.nodes} nodes, ${facts.parameters} parameters`;
  return {
    "bom-ref": "model-card",
    modelParameters: {
      ...(approach === null ? {} : { approach: { type: approach } }),
      task: "adaptation of a fleet's configuration",
      modelArchitecture: `ONNX, opset ${policy.opset}${size}`,
      datasets: datasetsOf(input),
      inputs: [
        ...policy.inputs.signals.map(({ name, unit }) => ({
          format: `signal ${name}${unit === "" ? "" : ` (${unit})`}`,
        })),
        ...policy.inputs.config.map((name) => ({ format: `attribute ${name}, as it stands` })),
      ],
      outputs: policy.outputs.map((name) => {
        const kind = attributes.find((attribute) => attribute.name === name)?.kind ?? "unknown";
        return { format: `attribute ${name} (${kind})` };
      }),
    },
    quantitativeAnalysis: { performanceMetrics: performanceMetrics(input) },
    considerations: considerationsOf(input),
    properties: [
      property("training:algorithm", training.algorithm),
      property("training:environment", training.environment),
      property("training:steps", String(training.steps)),
      property("training:seeds", training.seeds.join(" ")),
      property("training:generation", String(training.generation)),
      ...(training.experiments ?? []).map((id) => property("training:experiment", id)),
      ...(gate === null
        ? [property("gate:verdict", "pending")]
        : [property("gate:verdict", gate.verdict), property("gate:rules", String(gate.rules_version))]),
    ],
  };
}

function approachOf(algorithm: string): "supervised" | "reinforcement-learning" | null {
  if (/imitation|clone|supervised/i.test(algorithm)) return "supervised";
  return /ppo|dqn|q-learning|reinforce|evol/i.test(algorithm) ? "reinforcement-learning" : null;
}

function datasetsOf({ manifest }: BomInput): readonly object[] {
  const { dataset, environment, experiments = [] } = manifest.training;
  const simulated = { type: "other", name: "training environment", description: printable(environment) };
  if (dataset === undefined) return [simulated];
  const contents = {
    properties: [
      property("dataset:sha256", dataset.version),
      property("dataset:episodes", String(dataset.episodes)),
      property("dataset:steps", String(dataset.steps)),
      ...experiments.map((id) => property("dataset:experiment", id)),
    ],
  };
  const logged = "decisions that enrolled agents recorded in experiments, with their tenants' consent";
  return [simulated, { type: "dataset", name: "recorded decisions", contents, description: logged }];
}

function considerationsOf({ manifest, card, gate }: BomInput): object {
  const { summary, requires } = manifest;
  const limits = [
    ...sectionsOf(card, /^\*\*not for\*\*/i, /^#{1,6}\s+what it must not be trusted with/i),
    ...(requires.signals.length === 0 ? [] : [`Needs the signals ${requires.signals.join(", ")}.`]),
    "Outside the range it was trained on its confidence falls, and the agent's fallback decides.",
  ];
  const found = (gate?.reasons ?? []).map(({ severity, code, message }) =>
    printable(`${severity}: ${code}: ${message}`),
  );
  return {
    users: ["operators of fleets of servers"],
    useCases: [printable(summary)],
    technicalLimitations: limits.map(printable),
    ...(found.length === 0 ? {} : { performanceTradeoffs: found }),
  };
}

/** Paragraphs of the card that begin like `paragraph`, and the first one below a heading like `heading`. */
function sectionsOf(card: string, paragraph: RegExp, heading: RegExp): readonly string[] {
  const found: string[] = [];
  let below = false;
  for (const block of card.slice(0, 65_536).split(/\n\s*\n/)) {
    const lines = block.trim().split("\n");
    const [first = ""] = lines;
    if (heading.test(first)) {
      const rest = lines.slice(1).join(" ").trim();
      if (rest === "") below = true;
      else found.push(rest);
    } else if (below || paragraph.test(first)) {
      found.push(lines.join(" ").replaceAll("**", ""));
      below = false;
    }
  }
  return found.slice(0, 8);
}

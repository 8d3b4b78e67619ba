import type { Weights } from "@fleet-persona/engine";
import type { Attribute, Manifest } from "@fleet-persona/persona";
import { readBundle } from "../bundle/read-bundle.ts";
import type { Given } from "../command-line.ts";
import { modelFacts, type ModelFacts } from "../inspection/model-facts.ts";
import { readState } from "../inspection/read-state.ts";
import { wouldDo, type WouldDo } from "../inspection/would-do.ts";
import type { World } from "../world.ts";

// Signals whose part in a recommendation is shown.
const SHOWN = 5;

/** `persona inspect BUNDLE`. */
export async function inspectCommand(given: Given, world: World): Promise<number> {
  const [folder = "", ...words] = given.words;
  const { manifest, model, files } = readBundle(folder);
  const facts = modelFacts(model, manifest);
  const state = readState(manifest, given.state, words);
  const would = state === null ? null : wouldDo(manifest, model, state);
  if (given.json === true) {
    const bytes = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, content.length]));
    const { files: _digests, ...draft } = manifest;
    world.out(`${JSON.stringify({ manifest: draft, model: facts, bytes, state, would })}\n`);
    return 0;
  }
  world.out(
    `${identity(manifest)}\n\n${attributesOf(manifest)}\n\n${contractOf(manifest, facts)}\n\n${behaviourOf(manifest)}\n`,
  );
  if (would !== null) world.out(`\n${wouldOf(manifest, would)}\n`);
  return 0;
}

function identity({ id, version, name, summary, training, confidence_score }: Manifest): string {
  return `${id} v${version}: ${name}\n${summary}\nMade by ${training.algorithm}, ${training.steps} steps, seeds ${training.seeds.join(", ")}. Claims a confidence of ${confidence_score}.`;
}

function attributesOf({ attributes }: Manifest): string {
  const rows = attributes.map((each) => [
    each.name,
    rangeOf(each),
    `${each.scope}, ${each.cost}`,
    `default ${String(each.default)}`,
  ]);
  return `Moves\n${aligned(rows)}`;
}

function rangeOf(attribute: Attribute): string {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return `${attribute.min} to ${attribute.max} ${attribute.unit}${attribute.scale === "log" ? ", log" : ""}`;
    case "categorical":
      return attribute.choices.join(attribute.ordered ? " < " : " | ");
    case "boolean":
      return "off | on";
    default:
      return attribute satisfies never;
  }
}

function contractOf({ policy }: Manifest, facts: ModelFacts): string {
  const seen = policy.inputs.signals.map(({ name, unit, required, distribution: { p01, p99 } }) => [
    name,
    `${brief(p01)} to ${brief(p99)} ${unit === "1" ? "" : unit}`.trimEnd(),
    required ? "required" : "",
  ]);
  const ports = (side: Readonly<Record<string, number>>): string =>
    Object.entries(side)
      .map(([name, width]) => `${name} [N,${width}]`)
      .join(", ");
  const operators = Object.entries(facts.operators)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
  return `Sees (1st to 99th percentile in training)\n${aligned(seen)}

Model   opset ${facts.opset}, ${facts.nodes} nodes, ${facts.parameters.toLocaleString("en")} parameters, ${facts.macs.toLocaleString("en")} multiplications a run
  in    ${ports(facts.inputs)}
  out   ${ports(facts.outputs)}
  ops   ${operators}`;
}

function behaviourOf({ triggers, adaptation }: Manifest): string {
  const rules = triggers.map(({ name, when, then: action }) => [
    name,
    `${when.signal} ${when.comparison} ${when.threshold}${when.for_s > 0 ? ` for ${when.for_s} s` : ""}`,
    action.kind === "pin"
      ? `pin ${action.attribute} to ${String(action.value)}`
      : action.kind === "narrow"
        ? `keep ${action.attribute} in ${action.min} to ${action.max}`
        : action.kind,
  ]);
  const { adjustment_factor, risk_tolerance, deadband, cooldown_s } = adaptation;
  const follows = `Follows with adjustment factor ${adjustment_factor}, risk tolerance ${risk_tolerance}, deadband ${deadband}, cooldown ${cooldown_s.grow} s to grow and ${cooldown_s.shrink} s to shrink.`;
  return `${triggers.length === 0 ? "No triggers." : `Triggers\n${aligned(rules)}`}\n${follows}`;
}

function wouldOf({ attributes }: Manifest, { sentence, decision, proposal, attribution }: WouldDo): string {
  const said =
    proposal.kind === "unavailable"
      ? []
      : attributes.map((each) => [each.name, weightsOf(each, proposal.weights[each.name])]);
  const parts = attribution
    .filter(({ change }) => change > 0.001)
    .slice(0, SHOWN)
    .map(({ signal, change }) => [signal, "█".repeat(Math.max(1, Math.round(change * 40))), change.toFixed(3)]);
  return [
    `In this state\n  ${sentence}`,
    said.length === 0 ? "" : `It recommends\n${aligned(said)}`,
    parts.length === 0 ? "" : `Because of (how far the recommendation moves without it)\n${aligned(parts)}`,
    `Confidence ${decision.confidence.total.toFixed(2)}, deviation ${decision.deviationScore.toFixed(2)}, magnitude ${decision.magnitude.toFixed(2)}.`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

function weightsOf(attribute: Attribute, weights: Weights | undefined): string {
  if (weights === undefined) return "-";
  if (weights.kind === "number")
    return `mean ${weights.mean.toFixed(3)} of its range, deviation ${weights.standardDeviation.toFixed(3)}`;
  const choices = attribute.kind === "categorical" ? attribute.choices : ["off", "on"];
  return weights.probabilities.map((p, at) => `${choices[at] ?? at} ${Math.round(100 * p)} %`).join("  ");
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join("  ")
          .trimEnd()}`,
    )
    .join("\n");
}

function brief(value: number): string {
  return String(Number(value.toPrecision(3)));
}

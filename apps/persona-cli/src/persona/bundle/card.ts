import { cardRows } from "../evaluation/figures-table.ts";
import type { Project } from "../project/project-schema.ts";
import type { Evidence } from "./evidence.ts";
import type { ManifestDraft } from "./manifest-draft.ts";

/** `card.md`: the model card, with the figures of this training. A draft that its author should read and add to. */
export function cardOf(project: Project, manifest: ManifestDraft, evidence: Evidence): string {
  const { fleet, scenarios } = project;
  const seen = manifest.policy.inputs.signals.map(({ name }) => `\`${name}\``).join(", ");
  const moves = manifest.attributes.map(({ name }) => `\`${name}\``).join(", ");
  const runs = evidence.scenarios.reduce((sum, trace) => sum + trace.runs.length, 0);
  return `# ${project.name}

${project.summary}

**For** ${fleet.servers.length} servers or so whose load and capacity are like those it was trained on: ${scenarios.calm.min} to ${scenarios.peak.max} requests a second, an
objective of ${fleet.objective.p95_ms} ms for p95. It sees ${seen}, and moves ${moves}. Declared intent: \`${project.intent}\`.

**Not for** fleets much larger or smaller, traffic whose shape has nothing to do with its size, and pages that must never be
stale (bound \`caching_strategy\` on the host). Outside the range it was trained on its confidence falls, and the agent's fallback decides.

## How it was made
${evidence.training.map(madeBy).join("\n")}

Scenarios: ${scenarios.events.length === 0 ? "ordinary traffic" : `ordinary traffic with ${[...new Set(scenarios.events)].join(", ")}`}; rates and what a request costs drawn anew for each; a fault in ${Math.round(project.faults.share * 100)} % of them.

## What it does, on ${runs} runs it never saw
${cardRows(evidence.arms)}

Means over the runs; all policies met the same arrivals. Seeds: ${evidence.seeds.join(", ")}. ${claimed(evidence)}

## To repeat it
\`\`\`sh
${evidence.reproduce.join("\n")}
\`\`\`

## What it must not be trusted with
It cannot foresee what leaves no trace in the traffic before it begins. All figures are from simulation: run it in shadow on your own
fleet before it acts.
`;
}

function madeBy({ algorithm, seed, steps, from }: Evidence["training"][number]): string {
  const began = from === null ? "" : `, from the run ${from}`;
  return `- ${algorithm}, seed ${seed}, ${steps} ${algorithm === "clone" ? "episodes" : algorithm === "evolve" ? "generations" : "decisions"}${began}`;
}

function claimed({ claimed: { breach_ratio_vs_reactive: ratio, distance_to_oracle: closed } }: Evidence): string {
  const breach =
    ratio.value === null
      ? ""
      : `Breach seconds against the reactive rule at no more cost: × ${ratio.value.toFixed(2)} (median). `;
  const gap =
    closed.value === null
      ? ""
      : `Of the way from the default to an oracle it goes ${Math.round(100 * closed.value)} %.`;
  return `${breach}${gap}`;
}

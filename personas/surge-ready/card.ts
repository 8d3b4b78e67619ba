import type { CloneEvidence, HeadReport } from "@fleet-persona/learning";

/** The model card, with the figures of this training. */
export function cardOf(evidence: CloneEvidence): string {
  const heads = Object.entries(evidence.validation.heads).map(([name, head]) => `| \`${name}\` | ${figuresOf(head)} |`);
  return `# Surge ready

**For** a few web servers behind HAProxy that serve pages which may be some seconds old, and whose capacity can be
changed while they run. It answers a flash crowd within seconds: more cores, a longer cache; when the crowd has
gone it takes both back. In calm traffic it runs leaner than a configuration made for the busiest minute.

**Not for** fleets whose pages must never be stale (bound \`caching_strategy\` on the host), for traffic whose shape
has nothing to do with its size, or for fleets much larger or smaller than four servers with about one core
between them: the policy knows request rates in the range it was trained on and its confidence falls outside it.

## How it was made
Behaviour cloning: a controller that sees the true arrival rate now and four seconds ahead, the CPU cost of each kind
of request and the state of the cache steered the demo fleet; the policy learned to do the same from what an
agent can observe. Half of the episodes were steered by somebody worse (late, careless, or not at all) while the
controller said what would have been right, so that the policy has seen trouble and the way out of it.

${evidence.rows.training} seconds for training, ${evidence.rows.validation} held out (${evidence.heldOut === "episodes" ? "whole episodes" : "blocks of a minute"}), seed ${evidence.seed}, ${evidence.steps} steps.

## How well it follows the controller, on the seconds held out
| attribute | |
|---|---|
${heads.join("\n")}

Agreement with a teacher is not the same as a better service: what it does for breach seconds and cost is
measured by the main job, beside the default configuration and a reactive rule.

## What it must not be trusted with
It cannot foresee what leaves no trace in the traffic before it begins. It has seen one kind of fleet and generated
traffic. Run it in shadow on your own first.
`;
}

function figuresOf(head: HeadReport): string {
  switch (head.kind) {
    case "choice":
      return `${percent(head.accuracy)} the same choice (always the commonest: ${percent(head.commonestChoice)}), calibration error ${percent(head.calibrationError)}`;
    case "number":
      return `off by ${percent(head.meanAbsoluteError)} of its range on average; ${percent(head.coverage80)} inside the 80 % interval`;
    default:
      return head satisfies never;
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

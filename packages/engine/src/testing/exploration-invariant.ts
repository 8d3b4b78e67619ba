import type { Decision } from "../decision.ts";
import { choicesOf } from "../guards/clamp.ts";
import type { Situation } from "../situation.ts";
import { isWithinBounds } from "./is-within-bounds.ts";

/** What is wrong with a decision's exploration, or null. */
export function brokenExploration(
  { exploration: asked, bounds, controls, settings }: Situation,
  decision: Decision,
): string | null {
  const { exploration, decider } = decision;
  if (exploration === undefined) return asked !== undefined && decider === "policy" ? "nothing was recorded" : null;
  if (asked === undefined) return "nobody asked for it";
  if (decider !== "policy") return `the ${decider} decided`;
  let sum = 0;
  for (const [name, { sample, logProbability }] of Object.entries(exploration.samples)) {
    const attribute = settings.attributes.find((each) => each.name === name);
    if (attribute === undefined) return `${name} is not steered`;
    if (attribute.scope === "fleet" && controls.leadership.kind !== "leads") return `${name} is the leader's`;
    if (!Number.isFinite(sample) || !Number.isFinite(logProbability)) return `${name}: ${sample}, ${logProbability}`;
    const choice = choicesOf(attribute)[sample];
    if (choice !== undefined && !isWithinBounds(choice, bounds[name])) return `${name} was drawn as ${String(choice)}`;
    sum += logProbability;
  }
  return Math.abs(sum - exploration.logProbability) < 1e-9
    ? null
    : `${exploration.logProbability} is not the sum ${sum}`;
}

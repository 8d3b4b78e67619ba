import type { AttributeVerdict, Decision } from "@fleet-persona/engine";
import { toUnit, type Attribute, type AttributeValue } from "@fleet-persona/persona";
import { guardWords, reasonWords } from "../live/words.ts";
import { shownValue } from "../ui/figures.ts";

// The browser's arithmetic and the runtime's on the host differ in the seventh digit; this is far above that.
const SAME_SHARE = 1e-4;
const SAME_CONFIDENCE = 1e-3;

/** Where two decisions differ, a sentence each; empty when the second reproduces the first. */
export function differences(
  recorded: Decision,
  replayed: Decision,
  attributes: readonly Attribute[],
): readonly string[] {
  const found: string[] = [];
  if (recorded.because !== replayed.because)
    found.push(`${reasonWords(recorded.because)}, now ${reasonWords(replayed.because)}`);
  if (recorded.decider !== replayed.decider) found.push(`the ${recorded.decider} decided, now the ${replayed.decider}`);
  const [was, is] = [recorded.confidence.total, replayed.confidence.total];
  if (Math.abs(was - is) > SAME_CONFIDENCE) found.push(`confidence ${was.toFixed(3)}, now ${is.toFixed(3)}`);
  for (const verdict of recorded.verdicts) {
    const other = replayed.verdicts.find(({ attribute }) => attribute === verdict.attribute);
    const attribute = attributes.find(({ name }) => name === verdict.attribute);
    if (other === undefined) found.push(`${verdict.attribute} was steered and now is not`);
    else if (attribute !== undefined) found.push(...verdictDifferences(attribute, verdict, other));
  }
  return found;
}

function verdictDifferences(attribute: Attribute, was: AttributeVerdict, is: AttributeVerdict): readonly string[] {
  const found: string[] = [];
  for (const part of ["recommended", "final"] as const) {
    if (!sameValue(attribute, was[part], is[part]))
      found.push(`${attribute.name} ${part} ${shownValue(was[part])}, now ${shownValue(is[part])}`);
  }
  const [before, after] = [guardsOf(was), guardsOf(is)];
  if (before !== after) found.push(`${attribute.name}: ${before || "no guard"}, now ${after || "no guard"}`);
  return found;
}

/** Whether two values are the same but for the arithmetic of two machines. */
export function sameValue(attribute: Attribute, a: AttributeValue, b: AttributeValue): boolean {
  if (
    typeof a === "number" &&
    typeof b === "number" &&
    (attribute.kind === "continuous" || attribute.kind === "integer")
  )
    return Math.abs(toUnit(attribute, a) - toUnit(attribute, b)) < SAME_SHARE;
  return a === b;
}

function guardsOf({ clippedBy, heldBy }: AttributeVerdict): string {
  return [...clippedBy, ...(heldBy === null ? [] : [heldBy])].map(guardWords).join(", ");
}

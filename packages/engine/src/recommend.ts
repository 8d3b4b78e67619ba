import { fromUnit, isValueOf, type Attribute, type AttributeValue, type Configuration } from "@fleet-persona/persona";
import type { Source, Subject } from "./adjust/subject.ts";
import { intersectBounds, type Bound, type Bounds } from "./bounds.ts";
import type { Leadership } from "./controls.ts";
import type { Guard } from "./decision.ts";
import { allowedChoices, choicesOf, clampValue } from "./guards/clamp.ts";
import type { Weights } from "./proposal.ts";
import type { TriggerDemands } from "./triggers.ts";

/** What whoever decides wants the configuration to be, and whose word that is. */
export type Wanted =
  | { readonly kind: "weights"; readonly weights: Readonly<Record<string, Weights>> }
  | {
      readonly kind: "configuration";
      readonly configuration: Configuration;
      readonly source: "rule" | "safe" | "override" | "revocation";
    };

/** What a recommendation is made from. */
export type Wish = {
  readonly wanted: Wanted;
  readonly demands: TriggerDemands;
  readonly leadership: Leadership;
  readonly bounds: Bounds;
};

/**
 * One subject per attribute whose current value is known: the recommendation, and the target that triggers
 * and bounds leave of it. An attribute that cannot be read is not steered.
 */
export function subjectsOf(attributes: readonly Attribute[], config: Configuration, wish: Wish): Subject[] {
  return attributes.flatMap((attribute) => {
    const current = config[attribute.name];
    return current === undefined || !isReadable(attribute, current) ? [] : [subjectOf(attribute, current, wish)];
  });
}

// Values outside the attribute's own range are readable: somebody set them, and the bounds will bring them in.
function isReadable(attribute: Attribute, value: AttributeValue): boolean {
  return typeof value === "number"
    ? Number.isFinite(value) && (attribute.kind === "continuous" || attribute.kind === "integer")
    : isValueOf(attribute, value);
}

function subjectOf(attribute: Attribute, current: AttributeValue, wish: Wish): Subject {
  const { wanted, demands, leadership, bounds } = wish;
  const bound = bounds[attribute.name];
  const isOverride =
    wanted.kind === "configuration" && (wanted.source === "override" || wanted.source === "revocation");
  if (attribute.scope === "fleet" && leadership.kind !== "leads" && !isOverride)
    return followed(attribute, current, bound, leadership.kind === "follows" ? leadership.values : {});
  const pin = isOverride ? undefined : demands.pins[attribute.name];
  const pinned = pin !== undefined && isValueOf(attribute, pin.value);
  const said = sayingOf(attribute, current, wanted);
  const recommended = pinned ? pin.value : said.value;
  const narrowing = isOverride ? undefined : demands.narrowed[attribute.name];
  const narrowed = narrowing === undefined ? recommended : clampValue(attribute, recommended, narrowing.value);
  const effective =
    narrowing === undefined || bound === undefined ? bound : intersectBounds({ a: narrowing.value }, { a: bound })["a"];
  const probabilities = pinned ? null : said.probabilities;
  const target = bestAllowed(attribute, current, narrowed, probabilities, effective);
  const by = pinned ? pin.by : narrowing !== undefined && narrowed !== recommended ? narrowing.by : null;
  const clippedBy: Guard[] = by === null ? [] : [by];
  if (target !== narrowed) clippedBy.push("bounds");
  // A rule narrowed by a trigger is still a rule: narrowing must not slow down the answer to a surge.
  const source = by !== null && (pinned || said.source === "policy") ? "trigger" : said.source;
  return { attribute, current, recommended, target, source, led: true, probabilities, clippedBy, bound };
}

function followed(
  attribute: Attribute,
  current: AttributeValue,
  bound: Bound | undefined,
  values: Configuration,
): Subject {
  const value = values[attribute.name];
  const led = value !== undefined && isReadable(attribute, value);
  const recommended = led ? value : current;
  const target = led ? clampValue(attribute, recommended, bound) : current;
  const clippedBy: Guard[] = target === recommended ? [] : ["bounds"];
  const source = led ? "leader" : "nobody";
  return { attribute, current, recommended, target, source, led, probabilities: null, clippedBy, bound };
}

type Saying = { value: AttributeValue; source: Source; probabilities: readonly number[] | null };

function sayingOf(attribute: Attribute, current: AttributeValue, wanted: Wanted): Saying {
  if (wanted.kind === "configuration") {
    const value = wanted.configuration[attribute.name];
    const sound = value !== undefined && isReadable(attribute, value);
    return { value: sound ? value : current, source: sound ? wanted.source : "nobody", probabilities: null };
  }
  const said = wanted.weights[attribute.name];
  const numeric = attribute.kind === "continuous" || attribute.kind === "integer";
  if (said?.kind === "number" && numeric)
    return { value: fromUnit(attribute, said.mean), source: "policy", probabilities: null };
  if (said?.kind === "choice" && !numeric) {
    const value = mostLikely(choicesOf(attribute), said.probabilities, current, choicesOf(attribute));
    return { value, source: "policy", probabilities: said.probabilities };
  }
  return { value: current, source: "nobody", probabilities: null };
}

function bestAllowed(
  attribute: Attribute,
  current: AttributeValue,
  value: AttributeValue,
  probabilities: readonly number[] | null,
  bound: Bound | undefined,
): AttributeValue {
  if (probabilities === null || bound === undefined) return clampValue(attribute, value, bound);
  const allowed = allowedChoices(attribute, bound);
  return allowed.length === 0 ? current : mostLikely(allowed, probabilities, current, choicesOf(attribute));
}

// A tie is no reason to move.
function mostLikely(
  among: readonly (string | boolean)[],
  probabilities: readonly number[],
  current: AttributeValue,
  choices: readonly (string | boolean)[],
): AttributeValue {
  const weight = (choice: AttributeValue) => probabilities[choices.indexOf(choice as string | boolean)] ?? 0;
  const start = among.includes(current as string | boolean) ? current : (among[0] ?? current);
  return among.reduce<AttributeValue>((best, choice) => (weight(choice) > weight(best) ? choice : best), start);
}

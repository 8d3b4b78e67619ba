import type { FleetAttribute, FleetConfig } from "./fleet-config.ts";
import type { FleetChange, FleetChangeKind } from "./fleet-change.ts";
import { sameJson } from "./same-json.ts";
import { sayBound, sayStep } from "./say.ts";

type Attributes = FleetConfig["attributes"];
type Bound = NonNullable<FleetAttribute["bounds"]>;

/** What differs between two sets of attributes, by name and within one by importance. */
export function diffAttributes(before: Attributes, after: Attributes): FleetChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.flatMap((name) => diffAttribute(name, before[name], after[name]));
}

function diffAttribute(
  name: string,
  before: FleetAttribute | undefined,
  after: FleetAttribute | undefined,
): FleetChange[] {
  const path = `attributes.${name}`;
  if (after === undefined) {
    const sentence = `${name} is no longer declared`;
    return [{ kind: "attribute-removed", path, before: before ?? null, after: null, sentence }];
  }
  if (before === undefined) {
    const sentence = `${name} is declared${details(after)}`;
    return [{ kind: "attribute-added", path, before: null, after, sentence }];
  }
  const change = (kind: FleetChangeKind, field: keyof FleetAttribute, sentence: string): FleetChange[] =>
    sameJson(before[field], after[field])
      ? []
      : [
          {
            kind,
            path: `${path}.${field}`,
            before: before[field] ?? null,
            after: after[field] ?? null,
            sentence: `${name}: ${sentence}`,
          },
        ];
  return [
    ...change("scope-changed", "scope", `scope ${before.scope} becomes ${after.scope}`),
    ...change("bounds-changed", "bounds", "").map((made) => ({ ...made, ...boundChange(name, before, after) })),
    ...change("value-changed", "value", saidOr("safe value", before.value, after.value, String)),
    ...change("step-changed", "step", saidOr("step limit", before.step, after.step, sayStep)),
    ...change("owner-changed", "owner", saidOr("owner", before.owner, after.owner, String)),
  ];
}

function details({ scope, bounds, value, step, owner }: FleetAttribute): string {
  const parts = [
    `scope ${scope}`,
    bounds === undefined ? "" : `bounds ${sayBound(bounds)}`,
    value === undefined ? "" : `safe value ${String(value)}`,
    step === undefined ? "" : `step ${sayStep(step)}`,
    owner === undefined ? "" : `owner ${owner}`,
  ];
  return ` (${parts.filter((part) => part !== "").join("; ")})`;
}

function saidOr<T>(what: string, before: T | undefined, after: T | undefined, say: (value: T) => string): string {
  if (after === undefined) return `${what} ${before === undefined ? "" : say(before)} is no longer declared`;
  return before === undefined ? `${what} is ${say(after)}` : `${what} ${say(before)} becomes ${say(after)}`;
}

function boundChange(
  name: string,
  { bounds: before }: FleetAttribute,
  { bounds: after }: FleetAttribute,
): Pick<FleetChange, "kind" | "sentence"> {
  if (before === undefined || after === undefined) {
    if (after !== undefined) return { kind: "bounds-added", sentence: `${name}: bounded to ${sayBound(after)}` };
    const was = before === undefined ? "" : ` (was ${sayBound(before)})`;
    return { kind: "bounds-removed", sentence: `${name}: bounds removed${was}` };
  }
  const said = `from ${sayBound(before)} to ${sayBound(after)}`;
  const [wider, narrower] = [contains(after, before), contains(before, after)];
  if (wider && !narrower) return { kind: "bounds-widened", sentence: `${name}: bounds widened ${said}` };
  if (narrower && !wider) return { kind: "bounds-narrowed", sentence: `${name}: bounds narrowed ${said}` };
  return { kind: "bounds-changed", sentence: `${name}: bounds changed ${said}` };
}

function contains(outer: Bound, inner: Bound): boolean {
  if ("allowed" in outer || "allowed" in inner) {
    return "allowed" in outer && "allowed" in inner && inner.allowed.every((choice) => outer.allowed.includes(choice));
  }
  return outer.min <= inner.min && outer.max >= inner.max;
}

import { isValueOf, type Attribute } from "./attribute.ts";
import type { Manifest } from "./manifest.ts";

type Fault = { path: (string | number)[]; message: string };

/** What a well-shaped manifest still gets wrong: names used twice, references to nothing, values out of range. */
export function manifestFaults(manifest: Manifest): Fault[] {
  const attributes = new Map(manifest.attributes.map((attribute) => [attribute.name, attribute]));
  return [
    ...repeats(
      manifest.attributes.map(({ name }) => name),
      ["attributes"],
    ),
    ...repeats(
      manifest.policy.inputs.signals.map(({ name }) => name),
      ["policy", "inputs", "signals"],
    ),
    ...repeats(manifest.policy.inputs.config, ["policy", "inputs", "config"]),
    ...repeats(manifest.policy.outputs, ["policy", "outputs"]),
    ...repeats(
      manifest.triggers.map(({ name }) => name),
      ["triggers"],
    ),
    ...repeats(
      manifest.files.map(({ name }) => name),
      ["files"],
    ),
    ...strangers(manifest.policy.inputs.config, attributes, ["policy", "inputs", "config"]),
    ...strangers(manifest.policy.outputs, attributes, ["policy", "outputs"]),
    ...strangers(manifest.requires.attributes, attributes, ["requires", "attributes"]),
    ...optimalFaults(manifest, attributes),
    ...triggerFaults(manifest, attributes),
  ];
}

function repeats(names: readonly string[], path: string[]): Fault[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    if (seen.has(name)) return [{ path: [...path, index], message: `${name} is named twice` }];
    seen.add(name);
    return [];
  });
}

function strangers(names: readonly string[], attributes: ReadonlyMap<string, Attribute>, path: string[]): Fault[] {
  return names.flatMap((name, index) =>
    attributes.has(name) ? [] : [{ path: [...path, index], message: `${name} is not an attribute of this Persona` }],
  );
}

function optimalFaults(manifest: Manifest, attributes: ReadonlyMap<string, Attribute>): Fault[] {
  const foreign = strangers(Object.keys(manifest.optimal_config), attributes, ["optimal_config"]);
  const wrong = manifest.attributes.flatMap((attribute) =>
    isValueOf(attribute, manifest.optimal_config[attribute.name])
      ? []
      : [{ path: ["optimal_config", attribute.name], message: `${attribute.name} needs a value inside its range` }],
  );
  return [...foreign, ...wrong];
}

function triggerFaults(manifest: Manifest, attributes: ReadonlyMap<string, Attribute>): Fault[] {
  return manifest.triggers.flatMap(({ then: action }, index) => {
    const path = ["triggers", index, "then"];
    if (action.kind === "safe" || action.kind === "decide") return [];
    const attribute = attributes.get(action.attribute);
    if (!attribute) return [{ path, message: `${action.attribute} is not an attribute of this Persona` }];
    if (action.kind === "pin") {
      return isValueOf(attribute, action.value) ? [] : [{ path, message: "pins a value outside the range" }];
    }
    const numeric = attribute.kind === "continuous" || attribute.kind === "integer";
    const inside = numeric && attribute.min <= action.min && action.min <= action.max && action.max <= attribute.max;
    return inside ? [] : [{ path, message: "narrows to a range that is not inside the attribute's own" }];
  });
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** The first few things wrong with a manifest, each with where: `attributes.0.min: must be …`. */
export function describeIssues(issues: readonly Issue[]): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join(".") || "manifest"}: ${message}`)
    .join("; ");
}

import { encodedWidth, type Attribute } from "@fleet-persona/persona";
import type { OnnxModel } from "../onnx/read-graph.ts";
import { headWidth } from "../policy/network.ts";
import type { ForeignHead, ForeignPolicy, ObservationPart } from "./foreign-policy.ts";

/** What the author says about the model where its names and widths do not. */
export type ForeignHints = Pick<ForeignPolicy, "normalisation" | "numbers" | "deviation" | "temperature"> & {
  readonly observation: readonly ObservationPart[] | null;
  /** The output with all heads side by side. */
  readonly actions: string | null;
};

/** How a model fits, with what its author should know about it; or everything that is missing or wrong. */
export type Fitted =
  | { readonly kind: "fits"; readonly policy: ForeignPolicy; readonly notes: readonly string[] }
  | { readonly kind: "refused"; readonly faults: readonly string[] };

type Contract = { readonly attributes: readonly Attribute[]; readonly signals: number };

const VALUE_NAMES = ["value", "values", "state_value", "v"];
const LAYOUTS: readonly (readonly ObservationPart[])[] = [
  ["signals", "present", "config"],
  ["signals", "config"],
  ["signals", "present"],
  ["signals"],
];

/** Finds out what a foreign model's inputs and outputs are, by their names, their widths and the author's hints. */
export function fitForeignPolicy(model: OnnxModel, contract: Contract, hints: ForeignHints): Fitted {
  const faults: string[] = [];
  const notes: string[] = [];
  const inputs = fitInputs(model, contract, hints, faults);
  const { heads, value } = fitOutputs(model, contract, hints, faults);
  if (hints.normalisation !== null && hints.normalisation.mean.length !== contract.signals)
    faults.push(`the normalisation has ${hints.normalisation.mean.length} means for ${contract.signals} signals`);
  if (faults.length > 0) return { kind: "refused", faults };
  if (value === null)
    notes.push("the model has no value: the wrapped policy says 0, and nothing that acts looks at it");
  if (heads.some(({ as }) => as === "number"))
    notes.push(`the model gives no deviation for numbers: ${hints.deviation} of the range is said for each`);
  const used = [...heads.map(({ output }) => output), ...(value === null ? [] : [value.output])];
  const widths = Object.fromEntries(used.map((name) => [name, widthOf(model, name) ?? 1]));
  const { normalisation, numbers, deviation, temperature } = hints;
  return {
    kind: "fits",
    policy: { inputs, heads, value, widths, normalisation, numbers, deviation, temperature },
    notes,
  };
}

function fitInputs(
  model: OnnxModel,
  contract: Contract,
  hints: ForeignHints,
  faults: string[],
): ForeignPolicy["inputs"] {
  const size = partSizes(contract);
  const named = model.inputs.filter((name): name is ObservationPart => Object.hasOwn(size, name));
  if (named.length === model.inputs.length && named.includes("signals")) {
    for (const name of named) checkWidth(model, name, size[name], faults);
    return named.map((name) => ({ name, parts: [name] }));
  }
  const [name] = model.inputs;
  if (name === undefined || model.inputs.length > 1) {
    faults.push(
      `the model has the inputs ${model.inputs.join(", ") || "none"}; it may have one observation, or signals with present and config`,
    );
    return [];
  }
  const width = widthOf(model, name);
  const widthAs = (parts: readonly ObservationPart[]): number => parts.reduce((sum, part) => sum + size[part], 0);
  const candidates = hints.observation === null ? LAYOUTS : [hints.observation];
  const fitting = candidates.filter((parts) => width === null || widthAs(parts) === width);
  const [parts, ...others] = fitting;
  const said = candidates.map((layout) => `${layout.join(",")} = ${widthAs(layout)}`).join("; ");
  if (parts === undefined)
    faults.push(`the input "${name}" is ${width ?? "?"} wide; this project's observation is ${said}`);
  else if (others.length > 0)
    faults.push(
      `the input "${name}" of ${width === null ? "no stated width" : `width ${width}`} could be ${said}: say which with --observation`,
    );
  return [{ name, parts: parts ?? [] }];
}

function fitOutputs(
  model: OnnxModel,
  { attributes }: Contract,
  hints: ForeignHints,
  faults: string[],
): Pick<ForeignPolicy, "heads" | "value"> {
  const valueName = VALUE_NAMES.find((name) => model.outputs.includes(name) && (widthOf(model, name) ?? 1) === 1);
  const value = valueName === undefined ? null : { output: valueName };
  const own = attributes.map((attribute) => ownHead(model, attribute));
  if (own.every((head) => head !== null)) return { heads: own, value };
  const total = attributes.reduce((sum, attribute) => sum + headWidth(attribute), 0);
  const joint = model.outputs.filter((name) =>
    hints.actions === null ? name !== valueName && widthOf(model, name) === total : name === hints.actions,
  );
  const [output, ...others] = joint;
  if (output === undefined || others.length > 0 || widthOf(model, output) !== total) {
    const has = model.outputs.map((name) => `${name} [N,${widthOf(model, name) ?? "?"}]`).join(", ");
    const wants = attributes.map((attribute) => `${attribute.name} ${headWidth(attribute)}`).join(" + ");
    const which = others.length > 0 ? " Several fit: say which with --actions." : "";
    faults.push(
      `the model's outputs are ${has}; wanted is one of ${total} columns (${wants}), logits for choices and a mean for numbers, or one output for each attribute by its name.${which}`,
    );
    return { heads: [], value };
  }
  let from = 0;
  const heads = attributes.map((attribute): ForeignHead => {
    const to = from + headWidth(attribute);
    const head = { attribute, output, from, to, as: isNumber(attribute) ? "number" : "logits" } as const;
    from = to;
    return head;
  });
  return { heads, value };
}

/** An output of the attribute's own, by the names that people give it. */
function ownHead(model: OnnxModel, attribute: Attribute): ForeignHead | null {
  const number = isNumber(attribute);
  const whole = { attribute, from: 0 } as const;
  const weights = `weights.${attribute.name}`;
  const contractWidth = number ? 2 : headWidth(attribute);
  if (model.outputs.includes(weights) && widthOf(model, weights) === contractWidth)
    return { ...whole, output: weights, to: contractWidth, as: "weights" };
  const width = headWidth(attribute);
  const stem = number ? "mean" : "logits";
  const names = [attribute.name, `${stem}.${attribute.name}`, `${stem}_${attribute.name}`];
  const output = names.find((name) => model.outputs.includes(name) && widthOf(model, name) === width);
  return output === undefined ? null : { ...whole, output, to: width, as: number ? "number" : "logits" };
}

function partSizes({ attributes, signals }: Contract): Record<ObservationPart, number> {
  return { signals, present: signals, config: encodedWidth(attributes) };
}

function checkWidth(model: OnnxModel, name: string, wanted: number, faults: string[]): void {
  const width = widthOf(model, name);
  if (width !== null && width !== wanted) faults.push(`the input "${name}" is ${width} wide, not ${wanted}`);
}

/** The size of the last of two dimensions, null where the file does not say. */
function widthOf(model: OnnxModel, name: string): number | null {
  const shape = model.shapes.get(name);
  return shape?.length === 2 ? (shape[1] ?? null) : null;
}

function isNumber(attribute: Attribute): boolean {
  return attribute.kind === "continuous" || attribute.kind === "integer";
}

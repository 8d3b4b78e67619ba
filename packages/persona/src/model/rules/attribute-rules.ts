import type { Findings } from "../findings.ts";
import type { AttributeProto, NodeProto } from "../onnx/messages.ts";
import type { AttributeKind, AttributeValue, Operator } from "../operators/operator.ts";
import { checkTensor } from "../tensors/check-tensor.ts";

// AttributeProto.AttributeType of onnx.proto.
const KINDS: ReadonlyMap<number, AttributeKind> = new Map([
  [1, "float"],
  [2, "int"],
  [3, "string"],
  [4, "tensor"],
  [6, "floats"],
  [7, "ints"],
]);
const GRAPH_TYPES = [5, 10];

const FIELD_OF = { float: "f", int: "i", string: "s", tensor: "t", floats: "floats", ints: "ints" } as const;

/** Texts and switches of which an operator has only a few; anything else would be refused when it runs. */
const CHOICES: Readonly<Record<string, readonly (string | number)[]>> = {
  approximate: ["none", "tanh"],
  keepdims: [0, 1],
  noop_with_empty_axes: [0, 1],
  allowzero: [0, 1],
  transA: [0, 1],
  transB: [0, 1],
  training_mode: [0],
  stash_type: [1],
  saturate: [1],
};

/** A node's attributes by name, where all are such as its operator takes; null where one is not. */
export function checkAttributes(
  { attribute: given }: NodeProto,
  { attributes: taken, later, needs }: Operator,
  { opset, path, findings }: { readonly opset: number; readonly path: string; readonly findings: Findings },
): ReadonlyMap<string, AttributeValue> | null {
  const values = new Map<string, AttributeValue>();
  const before = findings.list.length;
  for (const attribute of given) {
    const { name = "" } = attribute;
    const isTaken = Object.hasOwn(taken, name) && opset >= (Object.hasOwn(later, name) ? (later[name] ?? 0) : 0);
    const value = checkAttribute(attribute, isTaken ? (taken[name] ?? null) : null, `${path}.${name}`, findings);
    if (values.has(name)) findings.add("attribute-repeated", path, `The attribute ${name} stands twice: keep one.`);
    if (value !== null) values.set(name, value);
  }
  const names = new Set(given.map(({ name }) => name));
  for (const name of needs)
    if (!names.has(name))
      findings.add("attribute-missing", path, `The operator needs ${name}: export the model again.`);
  return findings.list.length === before ? values : null;
}

/** A graph within an attribute is another program; no operator of a policy has one. */
export function refuseSubgraphs({ attribute }: NodeProto, path: string, findings: Findings): void {
  for (const { name = "", g, graphs, type = 0 } of attribute) {
    if (g === undefined && graphs.length === 0 && !GRAPH_TYPES.includes(type)) continue;
    findings.add("subgraph", `${path}.${name}`, "A graph lies within this attribute: export without control flow.");
  }
}

function checkAttribute(
  attribute: AttributeProto,
  taken: AttributeKind | null,
  path: string,
  findings: Findings,
): AttributeValue | null {
  const kind = KINDS.get(attribute.type ?? 0);
  if (taken === null) {
    findings.add("attribute-not-allowed", path, "The operator takes no such attribute in a policy: remove it.");
    return null;
  }
  if (kind !== taken) {
    findings.add("attribute-type", path, `The attribute is not of the type ${taken}: export the model again.`);
    return null;
  }
  const values = valueFields(attribute);
  const isList = kind === "floats" || kind === "ints";
  if (values.length !== 1 ? !(isList && values.length === 0) : values[0] !== FIELD_OF[kind]) {
    const has = values.length === 0 ? "none" : values.join(" and ");
    findings.add("attribute-value", path, `Its value should stand in ${FIELD_OF[kind]}, and stands in ${has}.`);
    return null;
  }
  return valueOf(attribute, kind, path, findings);
}

function valueFields(attribute: AttributeProto): readonly string[] {
  const single = (["f", "i", "s", "t", "g"] as const).filter((field) => attribute[field] !== undefined);
  return [...single, ...(["floats", "ints", "graphs"] as const).filter((field) => attribute[field].length > 0)];
}

function valueOf(
  { name = "", f = 0, i = 0, s = "", t, floats, ints }: AttributeProto,
  kind: AttributeKind,
  path: string,
  findings: Findings,
): AttributeValue | null {
  if (kind === "tensor") {
    const tensor = t === undefined ? null : checkTensor(t, path, findings);
    return tensor === null ? null : { kind, value: tensor };
  }
  const numbers = kind === "float" ? [f] : floats;
  const choices = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
  const isChoice = choices === undefined || choices.includes(kind === "string" ? s : i);
  if (!numbers.every(Number.isFinite) || !isChoice) {
    const wanted = choices === undefined ? "finite" : choices.join(" or ");
    findings.add("attribute-value", path, `The attribute must be ${wanted} in a policy: export the model again.`);
    return null;
  }
  switch (kind) {
    case "float":
      return { kind, value: f };
    case "int":
      return { kind, value: i };
    case "string":
      return { kind, value: s };
    case "floats":
      return { kind, value: floats };
    case "ints":
      return { kind, value: ints };
    default:
      return kind satisfies never;
  }
}

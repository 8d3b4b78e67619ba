import type { Findings } from "../findings.ts";
import { MODEL_LIMITS } from "../limits.ts";
import type { GraphProto, NodeProto } from "../onnx/messages.ts";
import { itemPath, nodePath } from "../paths.ts";
import { checkNode, type SoundNode } from "../rules/node-rules.ts";
import type { StoredTensor } from "../tensors/check-tensor.ts";
import { bytesOf } from "../tensors/element-type.ts";
import { atOneRow, dimsText, elementsOf, isRows } from "./dims.ts";
import { inputTensor } from "./ports.ts";
import type { Tensor } from "./tensor.ts";

/** What every value of a graph is, and what one row costs. */
export type Inferred = {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Of all nodes together. */
  readonly activationBytes: number;
  readonly macs: number;
  /** Floats in the attributes of constants. */
  readonly constants: number;
};

type Walk = {
  readonly tensors: Map<string, Tensor>;
  readonly opset: number;
  readonly findings: Findings;
  activationBytes: number;
  macs: number;
  constants: number;
};

/**
 * Works out every shape for one row and a batch of any size, node by node, and adds up what that costs, so that a small
 * file that makes something huge is caught before anything runs. A node behind a broken one is left out, not judged.
 */
export function inferGraph(
  graph: GraphProto,
  stored: ReadonlyMap<string, StoredTensor>,
  opset: number,
  findings: Findings,
): Inferred {
  const walk: Walk = { tensors: new Map(stored), opset, findings, activationBytes: 0, macs: 0, constants: 0 };
  const initialised = new Set(graph.initializer.map(({ name }) => name ?? ""));
  for (const [at, port] of graph.input.entries()) {
    const { name = "" } = port;
    if (initialised.has(name)) continue;
    const tensor = inputTensor(port, itemPath("input", at, name), findings);
    if (tensor !== null) walk.tensors.set(name, tensor);
  }
  for (const [at, node] of graph.node.entries()) {
    const path = nodePath(node, at);
    const sound = checkNode(node, opset, path, findings);
    if (sound !== null) inferNode(node, sound, path, walk);
  }
  return walk;
}

function inferNode(node: NodeProto, { operator, attributes }: SoundNode, path: string, walk: Walk): void {
  const inputs = node.input.map((name) => (name === "" ? null : walk.tensors.get(name)));
  if (inputs.includes(undefined)) return;
  const outcome = operator.infer({
    opset: walk.opset,
    inputs: inputs as readonly (Tensor | null)[],
    outputs: node.output.length,
    attributes,
  });
  if (outcome.kind === "fault") {
    walk.findings.add(outcome.code, path, outcome.message);
    return;
  }
  addMacs(outcome.macs, path, walk);
  for (const [at, tensor] of outcome.outputs.entries()) {
    const name = node.output[at] ?? "";
    if (!hasSoundDims(tensor, path, walk.findings)) continue;
    addActivation(tensor, path, walk);
    if (node.op_type === "Constant" && tensor.type === "float") walk.constants += elementsOf(tensor.dims);
    // A name written twice is refused elsewhere; what it meant first stands.
    if (!walk.tensors.has(name)) walk.tensors.set(name, withSoundValues(tensor));
  }
}

function hasSoundDims({ dims }: Tensor, path: string, findings: Findings): boolean {
  if (dims.length > MODEL_LIMITS.rank) {
    const sentence = `${dimsText(dims)} has more than ${MODEL_LIMITS.rank} dimensions: a policy needs two.`;
    findings.add("rank-exceeded", path, sentence);
    return false;
  }
  // A dimension of 0 must not hide what is huge beside it; within this every product below is a finite double.
  const unhidden = dims.map((dim) => Math.max(1, atOneRow(dim)));
  const isHidden = dims.includes(0) && elementsOf(unhidden) > MODEL_LIMITS.activationBytes;
  if (isHidden || !unhidden.every(Number.isSafeInteger)) {
    findings.add("dimension-overflow", path, `${dimsText(dims)} is beyond all counting: make it smaller.`);
    return false;
  }
  if (dims.filter(isRows).length <= 1) return true;
  findings.add("shape-mismatch", path, `${dimsText(dims)} grows with the square of the batch: keep rows apart.`);
  return false;
}

/** Values are known only where there is one for each element. */
function withSoundValues(tensor: Tensor): Tensor {
  return tensor.known?.length === elementsOf(tensor.dims) ? tensor : { ...tensor, known: null };
}

function addActivation(tensor: Tensor, path: string, walk: Walk): void {
  const before = walk.activationBytes;
  walk.activationBytes += elementsOf(tensor.dims) * bytesOf(tensor.type);
  const most = MODEL_LIMITS.activationBytes;
  if (before > most || walk.activationBytes <= most) return;
  const sentence = `With ${dimsText(tensor.dims)} the activations of one row are over ${most / 2 ** 20} MiB: make it smaller.`;
  walk.findings.add("activations-exceeded", path, sentence);
}

function addMacs(macs: number, path: string, walk: Walk): void {
  const before = walk.macs;
  walk.macs += macs;
  const most = MODEL_LIMITS.macs;
  if (before > most || walk.macs <= most) return;
  const sentence = `With this product one row takes over ${most.toLocaleString("en")} multiply-accumulates: make it smaller.`;
  walk.findings.add("macs-exceeded", path, sentence);
}

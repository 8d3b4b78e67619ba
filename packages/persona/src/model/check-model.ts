import type { ModelContract } from "./contract.ts";
import { Findings } from "./findings.ts";
import { inferGraph, type Inferred } from "./inference/infer-graph.ts";
import type { ModelFacts, ModelReport } from "./model-report.ts";
import type { GraphProto, ModelProto } from "./onnx/messages.ts";
import { itemPath } from "./paths.ts";
import { readInto } from "./read-model.ts";
import { CONTRACT_RULES } from "./rules/contract-rules.ts";
import { checkDeclared } from "./rules/declared-rules.ts";
import { GRAPH_RULES } from "./rules/graph-rules.ts";
import { isAllowedOpset, MODEL_RULES, opsetOf } from "./rules/model-rules.ts";
import { checkTensor, type StoredTensor } from "./tensors/check-tensor.ts";

// Which forms of operators count where a model does not say, or says what it is refused for.
const OPSET_UNSAID = 17;

/**
 * Reads a model from its bytes and holds it to every rule of the gate, without running it: its encoding, what may stand in
 * it, its operators, shapes and cost, and with a contract the manifest's inputs and outputs. Collects all it can find and
 * never throws, whatever the bytes are.
 */
export function checkModel(bytes: Uint8Array, contract: ModelContract | null): ModelReport {
  const findings = new Findings();
  const model = readInto(bytes, findings);
  const facts = model === null ? null : judge(model, contract, findings);
  return { verdict: findings.list.length === 0 ? "accepted" : "refused", findings: findings.list, facts };
}

function judge(model: ModelProto, contract: ModelContract | null, findings: Findings): ModelFacts | null {
  for (const rule of MODEL_RULES) rule(model, findings);
  const { graph } = model;
  if (graph === undefined) {
    findings.add("graph-missing", "graph", "The model has no graph: export it again.");
    return null;
  }
  const opset = opsetOf(model);
  const stored = storedTensors(graph, findings);
  for (const rule of GRAPH_RULES) rule({ graph, stored, findings });
  const inferred = inferGraph(graph, stored, opset !== null && isAllowedOpset(opset) ? opset : OPSET_UNSAID, findings);
  const { tensors } = inferred;
  checkDeclared(graph, tensors, findings);
  if (contract !== null) for (const rule of CONTRACT_RULES) rule({ graph, opset, tensors, contract, findings });
  return factsOf(model, graph, stored, inferred);
}

function storedTensors(graph: GraphProto, findings: Findings): ReadonlyMap<string, StoredTensor> {
  const stored = new Map<string, StoredTensor>();
  for (const [at, tensor] of graph.initializer.entries()) {
    const { name = "" } = tensor;
    const sound = checkTensor(tensor, itemPath("initializer", at, name), findings);
    if (sound !== null && !stored.has(name)) stored.set(name, sound);
  }
  return stored;
}

function factsOf(
  model: ModelProto,
  graph: GraphProto,
  stored: ReadonlyMap<string, StoredTensor>,
  { activationBytes, macs, constants }: Inferred,
): ModelFacts {
  const operators = new Map<string, number>();
  for (const { op_type = "" } of graph.node) operators.set(op_type, (operators.get(op_type) ?? 0) + 1);
  const floats = [...stored.values()].filter(({ type }) => type === "float" || type === "double");
  return {
    ir_version: model.ir_version ?? 0,
    opset: opsetOf(model) ?? 0,
    nodes: graph.node.length,
    parameters: floats.reduce((sum, { elements }) => sum + elements, constants),
    activation_bytes: countable(activationBytes),
    macs: countable(macs),
    operators: Object.fromEntries(operators),
  };
}

// What is refused for its size may be larger than any count.
function countable(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}

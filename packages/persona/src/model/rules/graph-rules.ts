import type { Findings } from "../findings.ts";
import { MODEL_LIMITS } from "../limits.ts";
import type { GraphProto } from "../onnx/messages.ts";
import { itemPath, nodePath } from "../paths.ts";
import type { StoredTensor } from "../tensors/check-tensor.ts";

/** The graph, and of its initializers those that are sound, by name. */
export type GraphUnderTest = {
  readonly graph: GraphProto;
  readonly stored: ReadonlyMap<string, StoredTensor>;
  readonly findings: Findings;
};

/** What must hold between the parts of a graph, before shapes. */
export const GRAPH_RULES: readonly ((under: GraphUnderTest) => void)[] = [
  somethingThere,
  fewPorts,
  namesOnce,
  readsWhatIsWritten,
  outputsWritten,
  parametersWithin,
  nothingHidden,
];

function somethingThere({ graph: { node, output }, findings }: GraphUnderTest): void {
  if (node.length > 0 && output.length > 0) return;
  findings.add("graph-missing", "graph", "The graph has no node or no output: export the model again.");
}

// Older exporters list initializers among the inputs, so that the wire has to let that many through.
function fewPorts({ graph: { input }, findings }: GraphUnderTest): void {
  if (input.length <= MODEL_LIMITS.ports) return;
  const sentence = `It has ${input.length} items; a policy may have ${MODEL_LIMITS.ports}: make it smaller.`;
  findings.add("too-many-items", "graph.input", sentence);
}

/** Every name is written once (static single assignment), and an initializer is not an input as well. */
function namesOnce({ graph, findings }: GraphUnderTest): void {
  const written = new Set<string>();
  const write = (name: string | undefined, path: string): void => {
    if (name === undefined || name === "")
      findings.add("name-missing", path, "It has no name: export the model again.");
    else if (written.has(name)) findings.add("name-repeated", path, `The name "${name}" is written twice: rename one.`);
    else written.add(name);
  };
  for (const [at, { name }] of graph.input.entries()) write(name, itemPath("input", at, name));
  const inputs = new Set(written);
  for (const [at, { name }] of graph.initializer.entries()) {
    const path = itemPath("initializer", at, name);
    if (name === undefined || !inputs.delete(name)) write(name, path);
    else {
      const sentence = "It is an input as well, so that a caller could replace it: take it out of the inputs.";
      findings.add("initializer-overridable", path, sentence);
    }
  }
  for (const [at, node] of graph.node.entries()) {
    const names = node.output.filter((name) => name !== "");
    if (names.length === 0) write(undefined, nodePath(node, at));
    for (const name of names) write(name, nodePath(node, at));
  }
}

/** A node reads what was written before it: no cycles, and no order that a runtime would have to find. */
function readsWhatIsWritten({ graph, findings }: GraphUnderTest): void {
  const written = new Set([...graph.input, ...graph.initializer].map(({ name }) => name ?? ""));
  const everything = new Set([...written, ...graph.node.flatMap(({ output }) => output)]);
  for (const [at, node] of graph.node.entries()) {
    for (const name of node.input) {
      if (name === "" || written.has(name)) continue;
      const path = nodePath(node, at);
      if (everything.has(name))
        findings.add(
          "not-sorted",
          path,
          `It reads "${name}", which is written later: sort the nodes, break the cycle.`,
        );
      else findings.add("input-undefined", path, `It reads "${name}", which nothing writes: export the model again.`);
    }
    for (const name of node.output) written.add(name);
  }
}

function outputsWritten({ graph, findings }: GraphUnderTest): void {
  const written = new Set([
    ...[...graph.input, ...graph.initializer].map(({ name }) => name ?? ""),
    ...graph.node.flatMap(({ output }) => output),
  ]);
  const named = new Set<string>();
  for (const [at, { name = "" }] of graph.output.entries()) {
    const path = itemPath("output", at, name);
    if (named.has(name)) findings.add("name-repeated", path, `The output "${name}" stands twice: keep one.`);
    named.add(name);
    if (!written.has(name)) findings.add("output-undefined", path, "Nothing writes this output: remove it.");
  }
}

/** Tensors within constants count as the others do. */
function parametersWithin({ graph, findings }: GraphUnderTest): void {
  const inNodes = graph.node.flatMap(({ attribute }) => attribute.flatMap(({ t }) => t ?? []));
  const sizes = [...graph.initializer, ...inNodes].map(({ dims }) => dims.reduce((product, dim) => product * dim, 1));
  const total = sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
  if (total <= MODEL_LIMITS.parameters) return;
  const [has, most] = [total, MODEL_LIMITS.parameters].map((count) => count.toLocaleString("en"));
  findings.add("parameters-exceeded", "graph", `${has} parameters are more than ${most}: make it smaller.`);
}

/** A large tensor that nothing reads is no part of a policy; who knows what it is for. */
function nothingHidden({ graph, stored, findings }: GraphUnderTest): void {
  const read = new Set([...graph.node.flatMap(({ input }) => input), ...graph.output.map(({ name }) => name ?? "")]);
  for (const [at, { name = "" }] of graph.initializer.entries()) {
    const elements = stored.get(name)?.elements ?? 0;
    if (read.has(name) || elements <= MODEL_LIMITS.unusedElements) continue;
    const sentence = `Nothing reads its ${elements.toLocaleString("en")} elements: remove it.`;
    findings.add("tensor-unused", itemPath("initializer", at, name), sentence);
  }
}

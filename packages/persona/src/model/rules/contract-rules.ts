import type { ModelContract } from "../contract.ts";
import type { Findings } from "../findings.ts";
import { dimsText, isRows, type Dim } from "../inference/dims.ts";
import type { Tensor } from "../inference/tensor.ts";
import type { GraphProto, ValueInfoProto } from "../onnx/messages.ts";
import { itemPath } from "../paths.ts";

/** A model beside the contract it has to keep. */
export type UnderContract = {
  readonly graph: GraphProto;
  readonly opset: number | null;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly contract: ModelContract;
  readonly findings: Findings;
};

/** What the manifest promises of the model, held against what the model is. */
export const CONTRACT_RULES: readonly ((under: UnderContract) => void)[] = [
  sameOpset,
  ({ graph, contract, findings }) => sameNames("input", graph.input, contract.inputs, findings),
  ({ graph, contract, findings }) => sameNames("output", graph.output, contract.outputs, findings),
  (under) => sameWidths("input", under, under.contract.inputs),
  (under) => sameWidths("output", under, under.contract.outputs),
];

function sameOpset({ opset, contract, findings }: UnderContract): void {
  if (opset === null || opset === contract.opset) return;
  const sentence = `The model has opset ${opset}, the manifest says ${contract.opset}: write ${opset} into the manifest.`;
  findings.add("contract-opset", "opset_import", sentence);
}

function sameNames(
  side: "input" | "output",
  ports: readonly ValueInfoProto[],
  wanted: ReadonlyMap<string, number>,
  findings: Findings,
): void {
  const code = side === "input" ? "contract-input" : "contract-output";
  const has = new Set(ports.map(({ name }) => name));
  for (const [name, width] of wanted)
    if (!has.has(name)) findings.add(code, `graph.${side}`, `The ${side} ${name} [N, ${width}] is missing: add it.`);
  for (const [at, { name = "" }] of ports.entries()) {
    if (wanted.has(name)) continue;
    const sentence = `The manifest has no such ${side}; it has ${[...wanted.keys()].join(", ")}: rename or remove it.`;
    findings.add(code, itemPath(side, at, name), sentence);
  }
}

function sameWidths(
  side: "input" | "output",
  { graph, tensors, contract, findings }: UnderContract,
  wanted: ReadonlyMap<string, number>,
): void {
  const rows = rowsOf(contract, tensors);
  for (const [at, { name = "" }] of graph[side].entries()) {
    const [width, tensor] = [wanted.get(name), tensors.get(name)];
    if (width === undefined || tensor === undefined || keeps(tensor.dims, width, rows)) continue;
    const shape = `It is ${dimsText(tensor.dims)} and the manifest makes it ${rows === 1 ? "[1" : "[N"}, ${width}]`;
    findings.add("contract-shape", itemPath(side, at, name), `${shape}: export it so, or correct the manifest.`);
  }
}

/** How many rows go in: any number of them, or 1 where the batch was fixed when the model was exported. */
function rowsOf({ inputs }: ModelContract, tensors: ReadonlyMap<string, Tensor>): "any" | 1 {
  return [...inputs.keys()].some((name) => isRows(tensors.get(name)?.dims[0])) ? "any" : 1;
}

function keeps([first, last, ...more]: readonly Dim[], width: number, rows: "any" | 1): boolean {
  const inRows = rows === 1 ? first === 1 : isRows(first) && first.perRow === 1;
  return inRows && last === width && more.length === 0;
}

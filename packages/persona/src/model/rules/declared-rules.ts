import type { Findings } from "../findings.ts";
import { dimsText, isRows } from "../inference/dims.ts";
import { declared, type Declared } from "../inference/ports.ts";
import type { Tensor } from "../inference/tensor.ts";
import type { GraphProto, ValueInfoProto } from "../onnx/messages.ts";
import { itemPath } from "../paths.ts";

/** What the file says of outputs and of values in between is what its nodes make; outputs are float32. */
export function checkDeclared(graph: GraphProto, tensors: ReadonlyMap<string, Tensor>, findings: Findings): void {
  const check = (port: ValueInfoProto, path: string): Declared => {
    const said = declared(port, path, findings);
    const made = tensors.get(port.name ?? "");
    if (made !== undefined && !agrees(said, made))
      findings.add("shape-declared", path, `The nodes make ${made.type} ${dimsText(made.dims)} here: declare it so.`);
    return said;
  };
  for (const [at, port] of graph.value_info.entries()) check(port, itemPath("value_info", at, port.name));
  for (const [at, port] of graph.output.entries()) {
    const path = itemPath("output", at, port.name);
    if (check(port, path).type !== "float")
      findings.add("port-type", path, "The output is not a float32 tensor: cast it within the policy.");
  }
}

function agrees({ type, dims }: Declared, made: Tensor): boolean {
  if (type !== null && type !== made.type) return false;
  if (dims === null) return true;
  // A size where the batch is would hold for one size of batch only; a name where a size is promises nothing.
  return (
    dims.length === made.dims.length &&
    dims.every((dim, at) => {
      const real = made.dims[at] ?? 0;
      return dim === null || (!isRows(real) && real === dim);
    })
  );
}

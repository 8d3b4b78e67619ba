import { modelContractOf, type Manifest } from "@fleet-persona/persona";
import type { Binding } from "onnxruntime-node/dist/binding.js";

type Port = Pick<Binding.InferenceSession, "inputMetadata" | "outputMetadata">;
type Metadata = Port["inputMetadata"][number];

// TensorProto.DataType.FLOAT, and the size of a dimension that has only a name (onnx.proto3).
const FLOAT = 1;
const FREE = -1;

/** Where the model's inputs and outputs differ from the manifest's policy contract; empty when they agree. */
export function contractFaults(manifest: Manifest, model: Port): readonly string[] {
  const { inputs, outputs } = modelContractOf(manifest);
  return [...portFaults("input", inputs, model.inputMetadata), ...portFaults("output", outputs, model.outputMetadata)];
}

function portFaults(side: string, wanted: ReadonlyMap<string, number>, found: readonly Metadata[]): string[] {
  const missing = [...wanted.keys()].filter((name) => !found.some((port) => port.name === name));
  return [
    ...missing.map((name) => `${side} ${name} is missing`),
    ...found.flatMap((port) => {
      const width = wanted.get(port.name);
      if (width === undefined) return [`${side} ${port.name} is not in the manifest`];
      if (!port.isTensor || port.type !== FLOAT) return [`${side} ${port.name} is not float32`];
      return shapeFits(port.shape, width)
        ? []
        : [`${side} ${port.name} is [${port.shape.join(",")}], not [N,${width}]`];
    }),
  ];
}

// The batch may be free or 1; a free last dimension would let the model decide its own width.
function shapeFits(shape: readonly number[], width: number): boolean {
  return shape.length === 2 && (shape[0] === FREE || shape[0] === 1) && shape[1] === width;
}

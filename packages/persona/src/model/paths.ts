import type { NodeProto } from "./onnx/messages.ts";

/** `graph.node[3] (Gemm "dense_1")`. */
export function nodePath({ op_type, name }: NodeProto, at: number): string {
  const called = name === undefined || name === "" ? "" : ` "${name}"`;
  return `graph.node[${at}] (${op_type ?? "?"}${called})`;
}

/** `graph.initializer[2] ("dense_1.weight")`. */
export function itemPath(field: string, at: number, name: string | undefined): string {
  return `graph.${field}[${at}] ("${name ?? ""}")`;
}

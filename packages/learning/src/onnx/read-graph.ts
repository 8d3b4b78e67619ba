import type { OnnxAttribute } from "./model.ts";
import type { Value } from "./value.ts";

/** One operation of a model that was read. An input that is "" is left out. */
export type ReadNode = {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
};

/** The dims of an input or output as the file says, null where one is free; null for all where it says nothing. */
export type PortShape = readonly (number | null)[] | null;

/** A model that was read and holds only what `evaluateOnnx` can work out. */
export type OnnxModel = {
  readonly opset: number;
  readonly nodes: readonly ReadNode[];
  readonly constants: ReadonlyMap<string, Value>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Of inputs and outputs, by name. */
  readonly shapes: ReadonlyMap<string, PortShape>;
};

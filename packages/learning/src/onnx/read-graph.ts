import type { Value } from "./value.ts";

/** One attribute of a node. */
export type ReadAttribute = number | string | readonly number[] | Value;

/** One operation of a model that was read. An input that is "" is left out. */
export type ReadNode = {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, ReadAttribute>;
};

/** A model that was read and holds only what `evaluateOnnx` can work out. */
export type OnnxModel = {
  readonly opset: number;
  readonly nodes: readonly ReadNode[];
  readonly constants: ReadonlyMap<string, Value>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
};

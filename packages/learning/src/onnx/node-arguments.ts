import { LearningError } from "../errors.ts";
import type { ReadNode } from "./read-graph.ts";
import type { Value } from "./value.ts";

/** What a kernel reads of its node. */
export type NodeArguments = {
  readonly opset: number;
  readonly count: number;
  readonly outputCount: number;
  /** The input at a place. Throws `model-invalid` when it is left out. */
  readonly input: (at: number) => Value;
  readonly optional: (at: number) => Value | null;
  readonly integer: (name: string, absent: number) => number;
  readonly float: (name: string, absent: number) => number;
  readonly text: (name: string, absent: string) => string;
  /** A list of integers: the attribute, or else the input at a place (where it went in a later opset), or null. */
  readonly integers: (name: string, at: number | null) => readonly number[] | null;
  readonly tensor: (name: string) => Value | null;
};

/** One operator: its arguments in, its outputs in order. */
export type Kernel = (node: NodeArguments) => readonly Value[];

export function nodeArguments(opset: number, node: ReadNode, values: ReadonlyMap<string, Value>): NodeArguments {
  const { operator, inputs, outputs, attributes } = node;
  const optional = (at: number): Value | null => values.get(inputs[at] ?? "") ?? null;
  const scalar = (name: string, absent: number): number => {
    const value = attributes.get(name)?.value ?? absent;
    if (typeof value !== "number") throw new LearningError("model-invalid", `${operator}.${name} is not a number`);
    return value;
  };
  return {
    opset,
    count: inputs.length,
    outputCount: outputs.length,
    optional,
    input: (at) => {
      const value = optional(at);
      if (value === null) throw new LearningError("model-invalid", `${operator} misses its input ${at}`);
      return value;
    },
    integer: scalar,
    float: scalar,
    text: (name, absent) => {
      const value = attributes.get(name)?.value ?? absent;
      if (typeof value !== "string") throw new LearningError("model-invalid", `${operator}.${name} is not a text`);
      return value;
    },
    integers: (name, at) => {
      const value = attributes.get(name)?.value;
      if (Array.isArray(value)) return value as readonly number[];
      const given = at === null ? null : optional(at);
      return given === null ? null : [...given.data];
    },
    tensor: (name) => {
      const value = attributes.get(name)?.value;
      return typeof value === "object" && "dims" in value ? value : null;
    },
  };
}

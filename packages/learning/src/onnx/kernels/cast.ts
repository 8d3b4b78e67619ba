import { LearningError } from "../../errors.ts";
import type { Kernel } from "../node-arguments.ts";
import { emptyValue, type ValueKind } from "../value.ts";

// TensorProto.DataType.
const kinds: ReadonlyMap<number, ValueKind> = new Map([
  [1, "float"],
  [6, "integer"],
  [7, "integer"],
  [9, "boolean"],
]);

/** From one element type to another: to whole numbers toward zero, to boolean by "is it not 0". */
export const castKernels = {
  Cast: ({ input, integer }) => {
    const kind = kinds.get(integer("to", 0));
    if (kind === undefined)
      throw new LearningError(
        "model-invalid",
        `Cast goes to element type ${integer("to", 0)}, which is not float, int or bool`,
      );
    const x = input(0);
    const result = emptyValue(kind, x.dims);
    for (let at = 0; at < x.data.length; at += 1) {
      const value = x.data[at] ?? 0;
      result.data[at] = kind === "float" ? value : kind === "integer" ? Math.trunc(value) : Number(value !== 0);
    }
    return [result];
  },
} as const satisfies Record<string, Kernel>;

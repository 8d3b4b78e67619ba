import { dimsText, type Dim } from "../inference/dims.ts";
import type { Tensor } from "../inference/tensor.ts";
import type { ElementType } from "../tensors/element-type.ts";
import { fault, type Outcome } from "./operator.ts";

/** Shapes that do not go together. A fixed batch is the usual reason: it has its own advice. */
export function shapesDiffer(a: readonly Dim[], b: readonly Dim[]): Outcome {
  const hint = "If the batch was fixed when it was exported, export it with a free first dimension (dynamic_axes).";
  return fault("shape-mismatch", `${dimsText(a)} and ${dimsText(b)} do not go together. ${hint}`);
}

export function wrongShape(x: Tensor, wanted: string): Outcome {
  return fault("shape-mismatch", `${dimsText(x.dims)} is not ${wanted}: export the model again.`);
}

export function wrongType(types: readonly ElementType[], wanted: string): Outcome {
  return fault("type-mismatch", `It takes ${wanted}, not ${types.join(" and ")}: cast before it.`);
}

export function dependsOnData(what: string): Outcome {
  return fault(
    "data-dependent-shape",
    `${what} depends on what the policy is fed, or on numbers too large to follow: make it a constant.`,
  );
}

export function noAxis(axis: number, { dims }: Tensor): Outcome {
  return fault("shape-mismatch", `There is no axis ${axis} in ${dimsText(dims)}: export the model again.`);
}

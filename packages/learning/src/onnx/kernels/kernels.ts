import { LearningError } from "../../errors.ts";
import type { Kernel } from "../node-arguments.ts";
import { binaryKernels } from "./binary.ts";
import { castKernels } from "./cast.ts";
import { dataKernels } from "./data.ts";
import { layoutKernels } from "./layout.ts";
import { matrixKernels } from "./matrix.ts";
import { normalKernels } from "./normal.ts";
import { reduceKernels } from "./reduce.ts";
import { unaryKernels } from "./unary.ts";

/** Every operator there is. Nothing with control flow, randomness, state or strings. */
const kernels: ReadonlyMap<string, Kernel> = new Map(
  [
    unaryKernels,
    binaryKernels,
    matrixKernels,
    normalKernels,
    reduceKernels,
    layoutKernels,
    dataKernels,
    castKernels,
  ].flatMap((family) => Object.entries<Kernel>(family)),
);

/** Whether there is an operator of this name. */
export function isKernel(operator: string): boolean {
  return kernels.has(operator);
}

/** The operator of this name. Throws `model-invalid`. */
export function kernelOf(operator: string): Kernel {
  const kernel = kernels.get(operator);
  if (kernel === undefined) throw new LearningError("model-invalid", `there is no operator ${operator}`);
  return kernel;
}

import { LearningError } from "../../errors.ts";
import type { Kernel } from "../node-arguments.ts";
import { around, axisOf, broadcastDims, broadcastIndex, emptyValue, type Value } from "../value.ts";

function integersValue(values: readonly number[], dims: readonly number[] = [values.length]): Value {
  return { kind: "integer", dims, data: Float64Array.from(values) };
}

/** Constants, shapes, and elements by their place. */
export const dataKernels = {
  Constant: ({ tensor, float, integer, integers, text }) => {
    const given = tensor("value");
    if (given !== null) return [given];
    const list = integers("value_ints", null);
    if (list !== null) return [integersValue(list)];
    const floats = integers("value_floats", null);
    if (floats !== null) return [{ kind: "float", dims: [floats.length], data: Float32Array.from(floats) }];
    const whole = integer("value_int", Number.NaN);
    if (!Number.isNaN(whole)) return [integersValue([whole], [])];
    const single = float("value_float", Number.NaN);
    if (Number.isNaN(single))
      throw new LearningError("model-invalid", `a constant holds ${text("value_string", "nothing")}`);
    return [{ kind: "float", dims: [], data: Float32Array.of(single) }];
  },
  Shape: ({ input, integer }) => {
    const { dims } = input(0);
    return [integersValue(dims.slice(integer("start", 0), integer("end", dims.length)))];
  },
  Expand: ({ input }) => {
    const x = input(0);
    const dims = broadcastDims(x.dims, [...input(1).data]);
    const index = broadcastIndex(x.dims, dims);
    const result = emptyValue(x.kind, dims);
    for (let at = 0; at < result.data.length; at += 1) result.data[at] = x.data[index(at)] ?? 0;
    return [result];
  },
  Gather: ({ input, integer }) => {
    const [x, places] = [input(0), input(1)];
    const axis = axisOf(integer("axis", 0), x.dims.length);
    const { outer, along, inner } = around(x.dims, axis);
    const result = emptyValue(x.kind, [...x.dims.slice(0, axis), ...places.dims, ...x.dims.slice(axis + 1)]);
    let to = 0;
    for (let before = 0; before < outer; before += 1) {
      for (const named of places.data) {
        const place = named < 0 ? named + along : named;
        if (!(place >= 0 && place < along))
          throw new LearningError("shape-mismatch", `there is no place ${named} of ${along}`);
        const from = (before * along + place) * inner;
        for (let after = 0; after < inner; after += 1) result.data[to++] = x.data[from + after] ?? 0;
      }
    }
    return [result];
  },
} as const satisfies Record<string, Kernel>;

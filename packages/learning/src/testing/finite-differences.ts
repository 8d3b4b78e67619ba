import type { OnnxModelSession, Tensor } from "../runtime.ts";

/**
 * The largest relative error between a gradient and central differences of the model's `loss` output
 * over every element of one input.
 */
export async function gradientError(
  session: OnnxModelSession,
  feeds: Readonly<Record<string, Tensor>>,
  input: string,
  gradient: Float32Array,
  step = 1e-2,
): Promise<number> {
  const at = feeds[input] as Tensor;
  const lossAt = async (index: number, offset: number): Promise<number> => {
    const data = Float32Array.from(at.data);
    data[index] = (data[index] ?? 0) + offset;
    const outputs = await session.run({ ...feeds, [input]: { data, dims: at.dims } });
    return outputs["loss"]?.data[0] ?? Number.NaN;
  };
  let worst = 0;
  for (const [index, exact] of gradient.entries()) {
    const estimate = ((await lossAt(index, step)) - (await lossAt(index, -step))) / (2 * step);
    worst = Math.max(worst, Math.abs(estimate - exact) / Math.max(1, Math.abs(estimate)));
  }
  return worst;
}

import type { ModelSandbox } from "../sandbox/model-sandbox.ts";

// Rows of one request; a slow policy of the allowed size stays within its time.
const AT_ONCE = 64;

/** Packed answers to rows, in their order, and how long each took, µs. */
export async function answersTo(
  sandbox: ModelSandbox,
  rows: readonly Float32Array[],
  how: "alone" | "together" = "alone",
): Promise<{ readonly outputs: readonly Float32Array[]; readonly took: readonly number[] }> {
  const outputs: Float32Array[] = [];
  const took: number[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    const width = part[0]?.length ?? 0;
    const packed = new Float32Array(width * part.length);
    for (const [at, row] of part.entries()) packed.set(row, at * width);
    const answer = await sandbox.run(packed, part.length, how);
    const size = answer.outputs.length / part.length;
    for (const at of part.keys()) {
      outputs.push(answer.outputs.slice(at * size, (at + 1) * size));
      took.push(answer.took[at] ?? 0);
    }
  }
  return { outputs, took };
}

/** Whether two answers are the same to the bit; NaN is what it is. */
export function sameBytes(a: Float32Array, b: Float32Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));
}

/** Largest difference between two answers, of what is above one as a share of it; infinite where either is not finite. */
export function difference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, at) => {
    const apart = Math.abs(value - (b[at] ?? Number.NaN)) / Math.max(1, Math.abs(value));
    return Number.isFinite(apart) ? Math.max(most, apart) : Number.POSITIVE_INFINITY;
  }, 0);
}

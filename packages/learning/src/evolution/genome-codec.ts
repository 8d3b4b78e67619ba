import { base64, utf8 } from "@scure/base";
import { LearningError } from "../errors.ts";
import type { Genome } from "./genome.ts";

/** A genome as plain JSON: weights in base64 of little-endian float32. */
export type GenomeJson = Omit<Genome, "weights"> & { readonly weights: string };

export function genomeToJson(genome: Genome): GenomeJson {
  const { weights, reward, adaptation, triggers, strength } = genome;
  return { weights: weightsToText(weights), reward, adaptation, triggers, strength };
}

/** Throws `genome-invalid` for what no `genomeToJson` wrote. */
export function genomeFromJson(json: GenomeJson): Genome {
  return { ...json, weights: weightsFromText(json.weights) };
}

/** UTF-8 JSON of any plain value, and back; throws `genome-invalid` for bytes that are cut short or not ours. */
export function jsonBytes(value: unknown): Uint8Array {
  return utf8.decode(JSON.stringify(value));
}

export function jsonFromBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.encode(bytes)) as unknown;
  } catch {
    throw new LearningError("genome-invalid", `these ${bytes.length} bytes are not a whole checkpoint; begin anew`);
  }
}

/** Little-endian float32 in base64, and back; throws `genome-invalid`. */
export function weightsToText(weights: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(4 * weights.length));
  for (const [at, weight] of weights.entries()) bytes.setFloat32(4 * at, weight, true);
  return base64.encode(new Uint8Array(bytes.buffer));
}

export function weightsFromText(text: string): Float32Array {
  try {
    const { buffer, byteOffset, byteLength } = base64.decode(text);
    const bytes = new DataView(buffer, byteOffset, byteLength);
    return Float32Array.from({ length: byteLength / 4 }, (_, at) => bytes.getFloat32(4 * at, true));
  } catch {
    throw new LearningError("genome-invalid", "a genome's weights are not base64 of float32 numbers");
  }
}

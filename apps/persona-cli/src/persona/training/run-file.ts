import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { inputSignalSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { writeAtomically } from "../files/write-atomically.ts";
import { PersonaCliError } from "../persona-error.ts";

const headerSchema = z.strictObject({
  format: z.literal("persona-run/1"),
  algorithm: z.string(),
  seed: z.number(),
  steps: z.number(),
  /** SHA-256 of what the run depends on beside these: the project and its traces, and the weights it began with. */
  basis: z.string(),
  from: z.string().nullable(),
  hidden: z.array(z.number()),
  inputs: z.array(inputSignalSchema),
  curve: z.array(z.record(z.string(), z.number())),
  /** What the payload is: a checkpoint to go on from, or the weights of a run that ended. */
  payload: z.enum(["checkpoint", "weights"]),
  sha256: z.string(),
  /** What bred settings are, where evolution made them. */
  bred: z.unknown().optional(),
});

/** What a run was asked for and how far it is. */
export type RunHeader = Omit<z.output<typeof headerSchema>, "format" | "sha256">;

export type RunFile = { readonly header: RunHeader; readonly payload: Uint8Array };

const FORMAT = "persona-run/1";

/** Keeps a run: one line of JSON that says what it is, then the bytes. Whole or not at all. */
export function writeRunFile(path: string, { header, payload }: RunFile): void {
  const line = JSON.stringify({ format: FORMAT, ...header, sha256: digestOf(payload) });
  const head = new TextEncoder().encode(`${line}\n`);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  writeAtomically(path, bytes);
}

/** A kept run, or null where there is none. A file that is damaged is refused. */
export function readRunFile(path: string): RunFile | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  const end = bytes.indexOf(10);
  const parsed = headerSchema.safeParse(jsonOf(bytes.subarray(0, Math.max(0, end)).toString("utf8")));
  // Copied into a buffer of its own, so that it can be seen as float32.
  const payload = Uint8Array.from(bytes.subarray(end + 1));
  if (!parsed.success || parsed.data.sha256 !== digestOf(payload)) {
    throw new PersonaCliError("file-wrong", `${path} is damaged: remove it and train again without --resume.`, {
      code: "run-damaged",
    });
  }
  const { format: _format, sha256: _sha256, ...header } = parsed.data;
  return { header, payload };
}

/** The weights of a run that ended. */
export function weightsOf({ payload }: RunFile): Float32Array {
  return new Float32Array(payload.buffer, 0, payload.length / 4);
}

export function bytesOf(weights: Float32Array): Uint8Array {
  return Uint8Array.from(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength));
}

/** SHA-256 in hex over parts in order. */
export function digestOf(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

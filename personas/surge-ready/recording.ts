import { readFile, writeFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { attributeValueSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { RecipeError } from "../src/recipe-error.ts";

const configurationSchema = z.record(z.string(), attributeValueSchema);

/** One second of the demo fleet: what was observed (null: nothing), what was in force, what the teacher wanted. */
const rowSchema = z.strictObject({
  episode: z.number().int().min(0),
  t: z.number().min(0),
  signals: z.record(z.string(), z.number().nullable()),
  config: configurationSchema,
  expert: configurationSchema,
});
export type RecordedRow = z.infer<typeof rowSchema>;

const DIGITS = 5;

export async function writeRecording(file: string, rows: readonly RecordedRow[]): Promise<void> {
  const lines = rows.map((row) => JSON.stringify(row, (_, value: unknown) => rounded(value)));
  await writeFile(file, gzipSync(`${lines.join("\n")}\n`, { level: 9 }));
}

/** Reads newline-separated JSON under gzip. Throws `recording-invalid` with the file and the line. */
export async function readRecording(file: string): Promise<RecordedRow[]> {
  const packed = await readFile(file).catch((cause: unknown) => {
    throw new RecipeError("recording-invalid", `${file} cannot be read: record one with record.ts first`, { cause });
  });
  return parseRecording(gunzipSync(packed).toString("utf8"), file);
}

export function parseRecording(text: string, file: string): RecordedRow[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line, at) => {
    const parsed = rowSchema.safeParse(jsonOf(line));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = `${file}, line ${at + 1}`;
    throw new RecipeError("recording-invalid", `${where}: ${issue?.path.join(".")} ${issue?.message}; record it again`);
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function rounded(value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;
}

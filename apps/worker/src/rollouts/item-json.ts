import type { z } from "zod";

/** The JSON of an item's bytes as its schema has it; throws a sentence that says where it is wrong. */
export function jsonOf<S extends z.ZodType>(bytes: Uint8Array, schema: S, what: string): z.output<S> {
  const parsed = schema.safeParse(parsedText(bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TypeError(`The ${what} is wrong at ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
}

function parsedText(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

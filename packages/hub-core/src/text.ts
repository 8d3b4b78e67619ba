import { z } from "zod";

/** One line a person typed: trimmed, 1 to `max` characters, nothing invisible (PostgreSQL cannot even store a NUL). */
export function lineSchema(max: number): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "no control characters");
}

/** Lines a person typed: trimmed, up to `max` characters, may be empty. */
export function proseSchema(max: number): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .max(max)
    .refine((text) => text.isWellFormed() && !/(?![\n\r\t])\p{Cc}/u.test(text), "no control characters");
}

/** Whether jsonb can hold a value that came out of JSON.parse: no NUL, no lone surrogate, no bottomless nesting. */
export function isStorableJson(value: unknown, depth = 32): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(
    ([key, item]) => isStorableJson(key, depth - 1) && isStorableJson(item, depth - 1),
  );
}

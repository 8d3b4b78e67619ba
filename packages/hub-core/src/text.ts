import { z } from "zod";
import { hasPiledMarks, visibleText } from "./visible-text.ts";

const unpiled = "no more than four marks on one letter";

/** One line a person typed: as it is seen (`visibleText`), trimmed, 1 to `max` characters (PostgreSQL cannot even store a NUL). */
export function lineSchema(max: number): z.ZodType<string, string> {
  return z
    .string()
    .overwrite(visibleText)
    .trim()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "no control characters")
    .refine((text) => !hasPiledMarks(text), unpiled);
}

/** Lines a person typed: as they are seen (`visibleText`), trimmed, up to `max` characters, may be empty. */
export function proseSchema(max: number): z.ZodType<string, string> {
  return z
    .string()
    .overwrite(visibleText)
    .trim()
    .max(max)
    .refine((text) => text.isWellFormed() && !/(?![\n\r\t])\p{Cc}/u.test(text), "no control characters")
    .refine((text) => !hasPiledMarks(text), unpiled);
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

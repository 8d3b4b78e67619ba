import { z } from "zod";
import { badParameters } from "./api-error.ts";

// Parameters of the form-encoded API arrive as text; those of the JSON one as themselves. Both are read by the same words.
const fromText = (value: unknown): unknown =>
  typeof value === "string" && /^-?\d+$/u.test(value) ? Number(value) : value;
const truth = (value: unknown): unknown => (value === "true" ? true : value === "false" ? false : value);

export const int = z.preprocess(fromText, z.int());
export const amount = z.preprocess(fromText, z.int().min(0).max(99_999_999));
export const positive = z.preprocess(fromText, z.int().min(1).max(99_999_999));
export const decimal = z.preprocess(
  (value) => (typeof value === "string" && /^-?\d+(?:\.\d+)?$/u.test(value) ? Number(value) : value),
  z.number(),
);
export const bool = z.preprocess(truth, z.boolean());
export const text = z.string().max(5000);
export const word = z.string().min(1).max(500);
/** Text that the empty text takes away. */
export const clearable = z
  .string()
  .max(5000)
  .transform((value) => (value === "" ? null : value));
export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/u)
  .transform((value) => value.toLowerCase());
export const metadata = z.union([
  z.record(z.string().min(1).max(40), z.union([z.string().max(500), z.null()])),
  z.literal("").transform((): Record<string, string> => ({})),
]);
/** http and https alone: a page must never send a browser elsewhere. */
export const webUrl = z.url({ protocol: /^https?$/u }).max(5000);
/** A web address that may hold the template of the session's id, which is no part of a proper one. */
export const templateUrl = z
  .string()
  .max(5000)
  .refine((value) => webUrl.safeParse(value.replaceAll("{CHECKOUT_SESSION_ID}", "id")).success, {
    error: "Not a valid URL",
  });

const range = z.union([
  z.preprocess(fromText, z.int()).transform((at) => ({ gte: at, lte: at })),
  z.strictObject({ gt: int.optional(), gte: int.optional(), lt: int.optional(), lte: int.optional() }),
]);

export const expandable = { expand: z.array(z.string().max(200)).max(20).optional() };
export const paged = {
  ...expandable,
  limit: z.preprocess(fromText, z.int().min(1).max(100)).optional(),
  starting_after: word.optional(),
  ending_before: word.optional(),
  created: range.optional(),
};

export const onlyExpand = z.strictObject(expandable);

/** Reads parameters, or refuses them with the API's own codes. */
export function readParams<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw refusalOf(result.error.issues);
}

function refusalOf(issues: readonly z.core.$ZodIssue[]): Error {
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) return badParameters("Invalid request.", "parameter_invalid", undefined);
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const inner =
      issue.errors.find((errors) => errors.some(({ code }) => code === "unrecognized_keys")) ?? issue.errors.at(-1);
    const first = inner?.[0];
    if (first !== undefined && first.path.length + (first.code === "unrecognized_keys" ? 1 : 0) > 0) {
      return refusalOf([{ ...first, path: [...issue.path, ...first.path] }]);
    }
  }
  if (issue.code === "unrecognized_keys") {
    const param = bracketed([...issue.path, issue.keys[0] ?? ""]);
    return badParameters(`Received unknown parameter: ${param}`, "parameter_unknown", param);
  }
  const param = bracketed(issue.path);
  if (issue.code === "invalid_type" && issue.input === undefined) {
    return badParameters(`Missing required param: ${param}.`, "parameter_missing", param);
  }
  if (issue.code === "invalid_type" && (issue.expected === "int" || issue.expected === "number")) {
    return badParameters(`Invalid integer: ${param}`, "parameter_invalid_integer", param);
  }
  if (issue.code === "invalid_format" && issue.format === "url") {
    return badParameters("Not a valid URL", "url_invalid", param);
  }
  return badParameters(`Invalid ${param}: ${issue.message}`, "parameter_invalid", param);
}

function bracketed(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  return `${first ?? ""}${rest.map((part) => `[${part}]`).join("")}`;
}

/** Metadata as the API merges it: an empty value takes its key away. */
export function mergeMetadata(
  old: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string | null>> | undefined,
): Record<string, string> {
  const merged: Record<string, string> = { ...old };
  for (const [key, value] of Object.entries(change ?? {})) {
    if (value === "" || value === null) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

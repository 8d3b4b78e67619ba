import { HubError } from "@fleet-persona/hub-core";
import { z } from "zod";
import { RequestRefusal } from "./api-error.ts";

type Shape = { readonly type?: string; readonly items?: Shape; readonly anyOf?: readonly Shape[] };

/**
 * The query of a request as its schema has it: numbers and truths from their spelling, lists from names that stand several times or
 * from words between commas. Names that the schema has not are left alone, as the web does.
 */
export function readQuery<S extends z.ZodType>(schema: S, query: URLSearchParams): z.output<S> {
  const parsed = parse(schema, (name) => (query.has(name) ? query.getAll(name) : undefined));
  if (parsed.success) return parsed.data;
  throw new RequestRefusal("query-malformed", 400, sentenceOf(parsed.error));
}

/** What stood in the braces of a path, as its schema has it; `invalid-input` where it does not fit. */
export function readParams<S extends z.ZodType>(schema: S, held: Readonly<Record<string, string>>): z.output<S> {
  const parsed = parse(schema, (name) => (held[name] === undefined ? undefined : [held[name]]));
  if (parsed.success) return parsed.data;
  throw new HubError("invalid-input", sentenceOf(parsed.error), String(parsed.error.issues[0]?.path[0] ?? ""));
}

function parse<S extends z.ZodType>(schema: S, textsOf: (name: string) => readonly string[] | undefined) {
  const given: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(shapesOf(schema))) {
    const texts = textsOf(name);
    if (texts !== undefined) given[name] = valueOf(shape, texts);
  }
  return schema.safeParse(given);
}

const known = new WeakMap<z.ZodType, Readonly<Record<string, Shape>>>();

function shapesOf(schema: z.ZodType): Readonly<Record<string, Shape>> {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const made = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" });
  const shapes = (made.properties ?? {}) as Readonly<Record<string, Shape>>;
  known.set(schema, shapes);
  return shapes;
}

function valueOf(shape: Shape, texts: readonly string[]): unknown {
  const { type = shape.anyOf?.[0]?.type, items = {} } = shape;
  const [text = ""] = texts;
  if (type === "array") {
    const words = texts.flatMap((each) => each.split(",")).filter((each) => each !== "");
    return words.map((word) => valueOf(items, [word]));
  }
  // Only plain decimal spelling: no hexadecimal, no empty text that counts as 0.
  if (type === "integer" || type === "number") return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text;
  if (type === "boolean")
    return text === "1" || text === "true" ? true : text === "0" || text === "false" ? false : text;
  return text;
}

function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const name = issue === undefined || issue.path.length === 0 ? "query" : issue.path.join(".");
  return `${name}: ${issue?.message ?? "invalid"}`;
}

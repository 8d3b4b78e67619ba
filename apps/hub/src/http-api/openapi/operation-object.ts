import type { z } from "zod";
import type { AnyOperation, Body, Example, HeaderField } from "../operation.ts";
import { statusOfCode } from "../problem-codes.ts";
import type { commonProblems } from "../problem-codes.ts";
import type { JsonSchema, SchemaParts } from "./schema-parts.ts";

/** One row of the table as an operation object of OpenAPI 3.1; `x-examples` are requests that are run by a test. */
export function describeOperation(operation: AnyOperation, parts: SchemaParts, names: readonly string[]): JsonSchema {
  const { id, tag, summary, description, body, access } = operation;
  const parameters = parametersOf(operation, parts, names);
  const scoped = access.kind === "token" ? { "x-scope": access.scope } : {};
  const lesser = access.kind === "token" ? access.lesser : undefined;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null ? {} : { requestBody: requestBody(body, operation.examples, parts) }),
    responses: { ...goodAnswers(operation, parts), ...problems(operation) },
    security: security(operation),
    ...scoped,
    ...(lesser === undefined ? {} : { "x-lesser-scope": { scope: lesser.scope, when: lesser.when } }),
    "x-examples": operation.examples,
  };
}

const ifNoneMatch: HeaderField = {
  name: "if-none-match",
  description: "The `ETag` of what is known already: 304 if it still is.",
};

function parametersOf(
  { params, query, headers = [], access }: AnyOperation,
  parts: SchemaParts,
  names: readonly string[],
): readonly JsonSchema[] {
  return [
    ...fieldsOf(parts.refer(params), "path", names),
    ...fieldsOf(parts.refer(query), "query"),
    ...[...headers, ...(access.kind === "public" ? [ifNoneMatch] : [])].map(headerParameter),
  ];
}

function fieldsOf(schema: JsonSchema, where: "path" | "query", names?: readonly string[]): readonly JsonSchema[] {
  const { properties = {}, required = [] } = schema as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return (names ?? Object.keys(properties)).map((name) => {
    const { description, ...rest } = properties[name] ?? {};
    return {
      name,
      in: where,
      required: where === "path" || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function headerParameter({ name, description, required = false }: HeaderField): JsonSchema {
  return { name, in: "header", required, description, schema: { type: "string" } };
}

function requestBody(body: Body<z.ZodType>, examples: readonly Example[], parts: SchemaParts): JsonSchema {
  const { bytes, unpacked } = body.limits;
  const limit = `At most ${size(bytes)}${unpacked === undefined ? "" : `, ${size(unpacked)} unpacked`}; gzip is taken.`;
  const sent = examples.filter((example) => example.body !== undefined);
  if (body.kind === "json") {
    const content = { "application/json": mediaOf(parts.refer(body.schema), sent) };
    return { description: limit, required: body.required === true, content };
  }
  const content = Object.entries(body.types).map(([type, schema]) => {
    const shown = sent.filter((example) => example.headers?.["content-type"] === type);
    return [type, mediaOf(parts.refer(schema), shown)] as const;
  });
  return { description: `${body.description} ${limit}`, required: true, content: Object.fromEntries(content) };
}

const size = (bytes: number): string => (bytes >= 1_048_576 ? `${bytes / 1_048_576} MiB` : `${bytes / 1_024} KiB`);

function mediaOf(schema: JsonSchema, shown: readonly Example[]): JsonSchema {
  if (shown.length === 0) return { schema };
  const named = shown.map(({ name, body }, index) => [`example${index + 1}`, { summary: name, value: body }] as const);
  return { schema, examples: Object.fromEntries(named) };
}

function goodAnswers(operation: AnyOperation, parts: SchemaParts): JsonSchema {
  const { status, description, type = "application/json", schema, others = [], also = {} } = operation.answer;
  const shown = operation.examples.find((example) => example.status < 300 && example.answer !== undefined);
  const media = { schema: parts.refer(schema), ...(shown === undefined ? {} : { example: shown.answer }) };
  const content = {
    [type]: media,
    ...Object.fromEntries(others.map((other) => [other.type, { schema: parts.refer(other.schema) }])),
  };
  const headers = headersOf(operation);
  const answers: Record<string, JsonSchema> = { [status]: { description, headers, content } };
  for (const [code, said] of Object.entries(also)) answers[code] = { description: said, headers, content };
  if (operation.access.kind === "public") answers["304"] = { description: "It is as it was.", headers };
  return answers;
}

function headersOf({ access, id }: AnyOperation): JsonSchema {
  const refer = (name: string) => ({ $ref: `#/components/headers/${name}` });
  if (access.kind === "source") return {};
  const rate = { RateLimit: refer("RateLimit"), "RateLimit-Policy": refer("RateLimitPolicy") };
  if (access.kind !== "public") return rate;
  return {
    ETag: refer("ETag"),
    ...(id.startsWith("search") || id === "listReviews" ? { Link: refer("Link") } : {}),
    ...rate,
  };
}

/** Refusals by status: the operation's own codes, and those that every one of its kind can come to. */
function problems(operation: AnyOperation): JsonSchema {
  const problem = { schema: { $ref: "#/components/schemas/Problem" } };
  const content = { "application/json": problem, "application/problem+json": problem };
  const retry = { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } };
  const byStatus = [...Map.groupBy(codesOf(operation), statusOfCode)].map(([status, codes]) => {
    const description = `${codes.map((code) => `\`${code}\``).join(", ")}.`;
    return [String(status), { description, ...(status === 429 || status === 503 ? retry : {}), content }] as const;
  });
  return Object.fromEntries(byStatus);
}

/** Every code that an operation can refuse with, each once. */
export function codesOf({ errors, access, body, params, query }: AnyOperation): readonly string[] {
  const common: (keyof typeof commonProblems)[] = ["hub-unavailable"];
  if (hasFields(params) || body !== null) common.push("invalid-input");
  if (hasFields(query)) common.push("query-malformed");
  if (body !== null) common.push("body-malformed", "body-too-large", "body-too-slow", "unsupported-media-type");
  common.push("rate-limited");
  if (access.kind !== "public") common.push("unauthenticated", "forbidden");
  return [...new Set([...common, ...errors])];
}

function hasFields(schema: z.ZodType): boolean {
  return Object.keys((schema as { readonly shape?: object }).shape ?? {}).length > 0;
}

function security({ access }: AnyOperation): readonly JsonSchema[] {
  if (access.kind === "public") return [];
  if (access.kind === "source") return [{ sourceToken: [] }, { apiToken: ["signals:write"] }];
  return [{ apiToken: [access.scope] }];
}

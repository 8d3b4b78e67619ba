import { apiScopes } from "@fleet-persona/hub-core";
import { namesOf } from "../match-path.ts";
import type { AnyOperation } from "../operation.ts";
import { about, problemSchema, tags } from "./document-words.ts";
import { describeOperation } from "./operation-object.ts";
import type { JsonSchema } from "./schema-parts.ts";
import { schemaParts } from "./schema-parts.ts";

/** An OpenAPI 3.1 document as far as its readers here take it apart. */
export type OpenApiDocument = {
  readonly openapi: "3.1.1";
  readonly info: JsonSchema;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> } & JsonSchema;
} & JsonSchema;

/** The document of a table of operations. It says what the table says, and nothing else. */
export function openApiDocument(table: readonly AnyOperation[]): OpenApiDocument {
  const parts = schemaParts();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of table) {
    const path = (paths[operation.path] ??= {});
    path[operation.method.toLowerCase()] = describeOperation(operation, parts, namesOf(operation.path));
  }
  const schemas = [...parts.named, ["Problem", problemSchema] as const];
  return {
    openapi: "3.1.1",
    info: {
      title: "Fleet Persona API",
      version: "1",
      description: about,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: "/", description: "the hub that serves this document" }],
    tags: tags.filter(({ name }) => table.some(({ tag }) => tag === name)),
    paths,
    components: {
      schemas: Object.fromEntries(schemas.toSorted(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        apiToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "fpk_…",
          description: `An API token. Its scopes: ${apiScopes.map((scope) => `\`${scope}\``).join(", ")}.`,
        },
        sourceToken: { type: "http", scheme: "bearer", description: "The token of a source of figures." },
      },
      headers: {
        RateLimit: text("What is left: `r` requests, and the next window in `t` seconds."),
        RateLimitPolicy: text("The rate: `q` requests in `w` seconds."),
        RetryAfter: { description: "Seconds to wait.", schema: { type: "integer" } },
        ETag: text("Names these bytes; send it back in `If-None-Match`."),
        Link: text('The next page, `rel="next"` (RFC 8288).'),
      },
    },
  };
}

function text(description: string): JsonSchema {
  return { description, schema: { type: "string" } };
}

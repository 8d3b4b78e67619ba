import type { OpenApiDocument } from "../http-api/openapi/document.ts";
import type { Example } from "../http-api/operation.ts";

/** A schema as the pages take it apart. */
export type SchemaNode = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly default?: unknown;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
};

export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: SchemaNode;
};

type Media = { readonly schema: SchemaNode; readonly example?: unknown };
export type Content = Readonly<Record<string, Media>>;

/** An operation of the document, as its card shows it. */
export type DocumentedOperation = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly description: string; readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  readonly security: readonly object[];
  readonly "x-scope"?: string;
  readonly "x-lesser-scope"?: { readonly scope: string; readonly when: string };
  readonly "x-examples": readonly Example[];
};

/** The operations of a document in its order. */
export function operationsOf({ paths }: OpenApiDocument): readonly DocumentedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => ({ ...operation, path, method: method.toUpperCase() }) as unknown as DocumentedOperation,
    ),
  );
}

/** Those in which every word of `q` stands: in the path, the method, the name or the sentences. */
export function findOperations(all: readonly DocumentedOperation[], q: string): readonly DocumentedOperation[] {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return all.filter((operation) => {
    const { operationId, method, path, tags, summary, description = "", parameters = [] } = operation;
    const names = parameters.map(({ name }) => name).join(" ");
    const text = [
      operationId,
      method,
      path,
      tags.join(" "),
      summary,
      description,
      names,
      operation["x-scope"] ?? "",
    ].join(" ");
    return words.every((word) => text.toLowerCase().includes(word));
  });
}

import { z } from "zod";

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = { readonly [name: string]: unknown };

/** Collects the named schemas of a document while it is written. */
export type SchemaParts = {
  /** A schema as the document refers to it: inline, or by its name. */
  refer(schema: z.ZodType): JsonSchema;
  /** Every named schema that was referred to, by name. */
  readonly named: ReadonlyMap<string, JsonSchema>;
};

export function schemaParts(): SchemaParts {
  const named = new Map<string, JsonSchema>();
  return {
    named,
    refer: (schema) => {
      // Within an object even the outermost schema is a reference, where it has a name.
      const made = z.toJSONSchema(z.object({ it: schema }), {
        io: "input",
        unrepresentable: "any",
        override: readable,
      });
      const { $defs = {}, properties } = made as unknown as Made;
      for (const [name, definition] of Object.entries($defs))
        named.set(name, moved(withoutId(definition)) as JsonSchema);
      return moved(withoutId(properties.it)) as JsonSchema;
    },
  };
}

type Made = { readonly $defs?: Readonly<Record<string, JsonSchema>>; readonly properties: { readonly it: JsonSchema } };

function withoutId({ id: _id, ...rest }: JsonSchema): JsonSchema {
  return rest;
}

// zod names definitions below $defs; in a document they stand among its components.
function moved(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(moved);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === "$ref" && typeof value === "string"
        ? [key, value.replace("#/$defs/", "#/components/schemas/")]
        : [key, moved(value)],
    ),
  );
}

// The limits of whole numbers that only say "a safe integer" tell a reader nothing.
function readable({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

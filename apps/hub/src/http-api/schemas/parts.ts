import { z } from "zod";

/** A list that is only read: views of use cases are readonly. */
export const listOf = <S extends z.ZodType>(schema: S) => z.array(schema).readonly();

/** A schema under its name in the document. */
export const named = <S extends z.ZodType>(id: string, description: string, schema: S): S =>
  schema.meta({ id, description });

/** Milliseconds since 1970. */
export const instant = z.number().meta({ description: "milliseconds since 1970" });

/** SHA-256 in lower-case hex. */
export const sha256 = z.string().meta({ pattern: "^[0-9a-f]{64}$", description: "SHA-256, lower-case hex" });

/** Nothing in the path, nothing in the query. */
export const nothing = z.object({});

/** An estimate with its interval. */
export const interval = named(
  "Interval",
  "An estimate with its interval.",
  z.object({ estimate: z.number(), low: z.number(), high: z.number() }),
);

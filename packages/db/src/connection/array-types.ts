import type { PostgresType } from "postgres";

/**
 * The array types our tables and statements use, by their fixed ids in PostgreSQL's catalogue. Left to itself the driver asks the
 * catalogue on every new connection and, when the server dies during that question, rejects a promise that nobody can catch.
 */
export const arrayTypes: Record<string, PostgresType> = {
  texts: arrayType(1009, String),
  uuids: arrayType(2951, String),
  integers: arrayType(1007, Number),
  bigints: arrayType(1016, Number),
  doubles: arrayType(1022, Number),
};

function arrayType(oid: number, read: (text: string) => unknown): PostgresType {
  return {
    to: oid,
    from: [oid],
    // Drizzle hands over ready literals.
    serialize: (value: readonly Item[] | string) => (typeof value === "string" ? value : arrayLiteral(value)),
    parse: (literal: string) => parseArrayLiteral(literal).map((item) => (item === null ? null : read(item))),
  };
}

type Item = string | number | bigint | null;

/** A one-dimensional array in PostgreSQL's own notation; null items stay null. */
export function arrayLiteral(items: readonly Item[]): string {
  const quoted = items.map((item) => (item === null ? "NULL" : `"${String(item).replace(/["\\]/g, String.raw`\$&`)}"`));
  return `{${quoted.join(",")}}`;
}

/** The items of a one-dimensional array literal as the server writes it. */
export function parseArrayLiteral(literal: string): (string | null)[] {
  const items: (string | null)[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs;
  for (const [, quoted, plain] of literal.matchAll(pattern)) {
    if (quoted !== undefined) items.push(quoted.replace(/\\(.)/gs, "$1"));
    else if (plain !== undefined) items.push(plain === "NULL" ? null : plain);
  }
  return items;
}

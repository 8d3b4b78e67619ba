import type { AnyOperation } from "./operation.ts";

type Compiled = { readonly pattern: RegExp; readonly names: readonly string[]; readonly operations: AnyOperation[] };

/** The operations of one path, and what its braces held. */
export type Match = {
  readonly operations: readonly AnyOperation[];
  readonly params: Readonly<Record<string, string>>;
};

/** Finds the operations of a path; the paths of a table are told apart by their fixed parts, never by what fills the braces. */
export function pathMatcher(table: readonly AnyOperation[]): (path: string) => Match | undefined {
  const compiled = new Map<string, Compiled>();
  for (const operation of table) {
    const known = compiled.get(operation.path);
    if (known === undefined) compiled.set(operation.path, compile(operation));
    else known.operations.push(operation);
  }
  const paths = [...compiled.values()];
  return (path) => {
    for (const { pattern, names, operations } of paths) {
      const found = pattern.exec(path);
      if (found === null) continue;
      const held = found.slice(1).map(decoded);
      if (held.includes(undefined)) return undefined;
      return { operations, params: Object.fromEntries(names.map((name, index) => [name, held[index] ?? ""])) };
    }
    return undefined;
  };
}

function compile(operation: AnyOperation): Compiled {
  const names = namesOf(operation.path);
  const source = operation.path.replaceAll(".", "\\.").replaceAll(/\{[^}]+\}/g, "([^/]+)");
  return { pattern: new RegExp(`^${source}$`), names, operations: [operation] };
}

/** What stands in the braces of a path. */
export function namesOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

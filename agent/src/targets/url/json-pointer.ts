/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The names along a JSON pointer (RFC 6901), unescaped. */
function namesOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What lies at `pointer`; undefined where the document has no such place. */
export function valueAt(document: Json, pointer: string): Json | undefined {
  let at: Json | undefined = document;
  for (const name of namesOf(pointer)) at = at === undefined ? undefined : childOf(at, name);
  return at;
}

/** A copy of the document with another value at a place that it has; undefined where it has no such place. */
export function withValueAt(document: Json, pointer: string, value: Json): Json | undefined {
  return replaced(document, namesOf(pointer), value);
}

function replaced(document: Json, [name, ...rest]: readonly string[], value: Json): Json | undefined {
  if (name === undefined) return value;
  const child = childOf(document, name);
  const next = child === undefined ? undefined : replaced(child, rest, value);
  if (next === undefined) return undefined;
  if (isList(document)) return document.map((each, index) => (String(index) === name ? next : each));
  return { ...(document as { readonly [name: string]: Json }), [name]: next };
}

function childOf(document: Json, name: string): Json | undefined {
  if (typeof document !== "object" || document === null) return undefined;
  if (isList(document)) return /^(?:0|[1-9]\d*)$/.test(name) ? document[Number(name)] : undefined;
  return Object.hasOwn(document, name) ? document[name] : undefined;
}

const isList = (document: Json): document is readonly Json[] => Array.isArray(document);

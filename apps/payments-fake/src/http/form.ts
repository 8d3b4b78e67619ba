import { badParameters } from "./api-error.ts";

/** Parameters as they came: text, lists and objects of it. */
export type Parameters = { readonly [key: string]: ParameterValue };
type ParameterValue = string | Parameters | readonly ParameterValue[];

type Branch = Map<string, string | Branch>;

const MAX_DEPTH = 12;

/** Reads `a[b][0]=c` into objects and lists, as the API's clients write them. */
export function parseForm(text: string): Parameters {
  const root: Branch = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    const path = pathOf(name);
    place(root, path, value);
  }
  return objectOf(root);
}

function pathOf(name: string): string[] {
  const open = name.indexOf("[");
  if (open < 0) return [name];
  const path = [name.slice(0, open)];
  const rest = name.slice(open);
  if (!/^(?:\[[^[\]]*\])+$/u.test(rest))
    throw badParameters(`Invalid parameter name: ${name}`, "parameter_unknown", name);
  for (const [, part] of rest.matchAll(/\[([^[\]]*)\]/gu)) path.push(part ?? "");
  if (path.length > MAX_DEPTH) throw badParameters(`Too deep: ${name}`, "parameter_unknown", name);
  return path;
}

function place(root: Branch, path: readonly string[], value: string): void {
  let branch = root;
  for (const [at, part] of path.entries()) {
    const key = part === "" ? String(branch.size) : part;
    if (at === path.length - 1) {
      branch.set(key, value);
      return;
    }
    const inner = branch.get(key);
    const next: Branch = inner instanceof Map ? inner : new Map();
    if (next !== inner) branch.set(key, next);
    branch = next;
  }
}

function objectOf(branch: Branch): Parameters {
  // Without a prototype: a parameter called `__proto__` is one more name.
  const made: Record<string, ParameterValue> = Object.create(null) as Record<string, ParameterValue>;
  for (const [key, value] of branch) made[key] = value instanceof Map ? listOrObject(value) : value;
  return made;
}

function listOrObject(branch: Branch): ParameterValue {
  const keys = [...branch.keys()];
  if (!keys.every((key) => /^\d+$/u.test(key))) return objectOf(branch);
  return [...branch.entries()]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, value]) => (value instanceof Map ? listOrObject(value) : value));
}

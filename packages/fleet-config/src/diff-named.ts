import type { FleetChange, FleetChangeKind } from "./fleet-change.ts";
import { sameJson } from "./same-json.ts";

type Named = { readonly name: string };

/** How a list of named things is spoken of. */
export type NamedList<T extends Named> = {
  /** The field of the document. */
  readonly field: string;
  /** What one of them is called. */
  readonly word: "trigger" | "freeze";
  readonly reordered: FleetChangeKind;
  readonly say: (item: T) => string;
};

/** What differs between two lists whose items are known by name. */
export function diffNamed<T extends Named>(
  { field, word, reordered, say }: NamedList<T>,
  before: readonly T[],
  after: readonly T[],
): FleetChange[] {
  const find = (items: readonly T[], name: string): T | undefined => items.find((item) => item.name === name);
  const names = [...new Set([...before, ...after].map((item) => item.name))].toSorted();
  const changes = names.flatMap((name): FleetChange[] => {
    const [was, is] = [find(before, name), find(after, name)];
    const path = `${field}.${name}`;
    if (was === undefined) {
      if (is === undefined) return [];
      const sentence = `${word} ${name} added: ${say(is)}`;
      return [{ kind: `${word}-added`, path, before: null, after: is, sentence }];
    }
    if (is === undefined)
      return [{ kind: `${word}-removed`, path, before: was, after: null, sentence: `${word} ${name} removed` }];
    if (sameJson(was, is)) return [];
    const sentence = `${word} ${name} changed: ${say(was)} becomes ${say(is)}`;
    return [{ kind: `${word}-changed`, path, before: was, after: is, sentence }];
  });
  const order = (items: readonly T[]): string[] =>
    items.map((item) => item.name).filter((name) => find(before, name) && find(after, name));
  if (sameJson(order(before), order(after))) return changes;
  const sentence = `${word}s now come in the order ${after.map((item) => item.name).join(", ")}`;
  return [...changes, { kind: reordered, path: field, before: order(before), after: order(after), sentence }];
}

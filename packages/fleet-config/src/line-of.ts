import { isMap, isNode, isScalar, type Document, type LineCounter } from "yaml";
import type { Fault } from "./config-faults.ts";

/** The line where a fault is, or where the nearest thing above it begins. */
export function lineOf(document: Document, lines: LineCounter, { path }: Pick<Fault, "path">): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const start = startOf(document, path.slice(0, depth));
    if (start !== null) return lines.linePos(start).line;
  }
  return 1;
}

// A field begins at its key: its value may start a line below.
function startOf(document: Document, path: Fault["path"]): number | null {
  const parent = path.length === 0 ? null : document.getIn(path.slice(0, -1), true);
  const name = path.at(-1);
  if (isMap(parent)) {
    const key = parent.items.find((pair) => isScalar(pair.key) && pair.key.value === name)?.key;
    return isNode(key) ? (key.range?.[0] ?? null) : null;
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

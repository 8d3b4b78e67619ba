/** So many elements for each row of the batch, whose size the caller chooses at run time. */
export type Rows = { readonly perRow: number };

/** A dimension: a size, or a multiple of the batch. */
export type Dim = number | Rows;

/** The batch itself: N in the policy contract. */
export const BATCH: Rows = { perRow: 1 };

/** A product of dimensions: `size` × N to the power of `rows`. Doubles: too large is infinite, never wrapped around. */
export type Size = { readonly size: number; readonly rows: number };

/** The size for one row. */
export function atOneRow(dim: Dim): number {
  return typeof dim === "number" ? dim : dim.perRow;
}

export function isRows(dim: Dim | undefined): dim is Rows {
  return typeof dim === "object";
}

export function sameDim(a: Dim, b: Dim): boolean {
  return atOneRow(a) === atOneRow(b) && isRows(a) === isRows(b);
}

export function sameDims(a: readonly Dim[], b: readonly Dim[]): boolean {
  return a.length === b.length && a.every((dim, at) => sameDim(dim, b[at] ?? 0));
}

export function sizeOf(dims: readonly Dim[]): Size {
  return { size: elementsOf(dims), rows: dims.filter(isRows).length };
}

/** How many elements there are for one row. */
export function elementsOf(dims: readonly Dim[]): number {
  return dims.reduce<number>((product, dim) => product * atOneRow(dim), 1);
}

/** The one dimension that holds a product; null for N². */
export function asDim({ size, rows }: Size): Dim | null {
  if (rows === 0) return size;
  return rows === 1 ? { perRow: size } : null;
}

/** The dimensions two tensors have together by NumPy's rule; null where they have none. */
export function broadcastDims(a: readonly Dim[], b: readonly Dim[]): readonly Dim[] | null {
  const rank = Math.max(a.length, b.length);
  const dims: Dim[] = [];
  for (let at = 0; at < rank; at += 1) {
    const left = a[at - rank + a.length] ?? 1;
    const right = b[at - rank + b.length] ?? 1;
    if (!sameDim(left, right) && left !== 1 && right !== 1) return null;
    dims.push(left === 1 ? right : left);
  }
  return dims;
}

/** An axis counted from the front, null where there is none such. */
export function axisOf(axis: number, rank: number): number | null {
  const positive = axis < 0 ? axis + rank : axis;
  return positive >= 0 && positive < rank ? positive : null;
}

/** `[N, 64]`, `[3N]`. */
export function dimsText(dims: readonly Dim[]): string {
  const one = (dim: Dim): string => (isRows(dim) ? `${dim.perRow === 1 ? "" : dim.perRow}N` : String(dim));
  return `[${dims.map(one).join(", ")}]`;
}

/** A binary tree of sums over leaves, so that drawing in proportion to a leaf takes a logarithm of their number. */
export type SumTree = { readonly leaves: number; readonly sums: Float64Array };

export function emptySumTree(capacity: number): SumTree {
  const leaves = 2 ** Math.ceil(Math.log2(Math.max(2, capacity)));
  return { leaves, sums: new Float64Array(2 * leaves) };
}

/** Sets a leaf. Sums are added up anew, never by differences, so that the same leaves give the same tree. */
export function setLeaf({ leaves, sums }: SumTree, leaf: number, value: number): void {
  let at = leaves + leaf;
  sums[at] = Math.fround(value);
  for (at >>= 1; at >= 1; at >>= 1) sums[at] = (sums[2 * at] ?? 0) + (sums[2 * at + 1] ?? 0);
}

export function leafValue({ leaves, sums }: SumTree, leaf: number): number {
  return sums[leaves + leaf] ?? 0;
}

export function sumOf({ sums }: SumTree): number {
  return sums[1] ?? 0;
}

/** The leaf in whose part of the total `mass` (in [0, sum)) lies. */
export function leafAt({ leaves, sums }: SumTree, mass: number): number {
  let at = 1;
  let rest = mass;
  while (at < leaves) {
    at *= 2;
    const left = sums[at] ?? 0;
    // Rounding may leave a mass at the far end: never step into an empty subtree.
    if (rest >= left && (sums[at + 1] ?? 0) > 0) {
      rest -= left;
      at += 1;
    }
  }
  return at - leaves;
}

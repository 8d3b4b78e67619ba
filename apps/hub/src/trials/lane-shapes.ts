type Value = number | string | boolean | null;

/** A run of one value, as shares of the time shown. */
export type Run = { readonly from: number; readonly to: number; readonly value: string };

/** Runs of the same value, each until the next one begins; what was not known leaves a hole. */
export function runsOf(at: readonly number[], values: readonly Value[]): readonly Run[] {
  const [first, last] = [at[0] ?? 0, at.at(-1) ?? 1];
  const share = (index: number): number => ((at[index] ?? last) - first) / Math.max(1, last - first);
  const runs: { from: number; to: number; value: string }[] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const before = runs.at(-1);
    const to = index + 1 < at.length ? share(index + 1) : 1;
    if (before !== undefined && before.value === String(value) && before.to >= share(index) - 1e-9) before.to = to;
    else runs.push({ from: share(index), to, value: String(value) });
  }
  return runs;
}

/** A step line in a box of 1 by 1, y downwards; what was not known breaks it. */
export function stepLine(
  at: readonly number[],
  values: readonly Value[],
  { min, max }: { readonly min: number; readonly max: number },
): string {
  const [first, last] = [at[0] ?? 0, at.at(-1) ?? 1];
  const parts: string[] = [];
  let y: string | null = null;
  for (const [index, value] of values.entries()) {
    const x = (((at[index] ?? last) - first) / Math.max(1, last - first)).toFixed(5);
    if (typeof value !== "number") {
      y = null;
      continue;
    }
    const next = (1 - Math.min(1, Math.max(0, (value - min) / Math.max(1e-9, max - min)))).toFixed(4);
    parts.push(y === null ? `M${x} ${next}` : y === next ? `H${x}` : `H${x}V${next}`);
    y = next;
  }
  return parts.join("");
}

/** The least and the most of what is known, with a little air. */
export function extentOf(values: readonly Value[]): { readonly min: number; readonly max: number } {
  const numbers = values.filter((value): value is number => typeof value === "number");
  if (numbers.length === 0) return { min: 0, max: 1 };
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
  return min === max ? { min: min - 1, max: max + 1 } : { min, max };
}

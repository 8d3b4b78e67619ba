/** Something that is the same for everybody and costs more to read than to keep for a moment. */
export type Remembered<T> = () => Promise<T>;

/** Reads at most once in `ms`, whoever asks; who asks while it is read waits for the same reading. A failure is not kept. */
export function remember<T>(ms: number, read: () => Promise<T>, now: () => number = Date.now): Remembered<T> {
  let kept: { readonly until: number; readonly value: Promise<T> } | null = null;
  return () => {
    if (kept !== null && now() < kept.until) return kept.value;
    const value = read();
    const mine = { until: now() + ms, value };
    kept = mine;
    value.catch(() => {
      if (kept === mine) kept = null;
    });
    return value;
  };
}

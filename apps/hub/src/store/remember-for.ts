type Clock = () => number;

/**
 * Asks once for everybody: an answer is given again for `ms`, and while the next one is being read, up to twice as long. Only for
 * what everybody sees alike. An error is told to whoever waits for it, and kept by nobody.
 */
export function rememberFor<T>(ms: number, read: () => Promise<T>, now: Clock = Date.now): () => Promise<T> {
  let known: { readonly answer: T; readonly at: number } | undefined;
  let coming: Promise<T> | undefined;
  const refresh = (): Promise<T> => {
    coming ??= read()
      .then((answer) => {
        known = { answer, at: now() };
        return answer;
      })
      .finally(() => {
        coming = undefined;
      });
    return coming;
  };
  return async () => {
    const age = known === undefined ? Number.POSITIVE_INFINITY : now() - known.at;
    if (known === undefined || age >= ms * 2) return refresh();
    // Nobody waits for this one; if it fails, the next visitor asks again.
    if (age >= ms) refresh().catch(() => {});
    return known.answer;
  };
}

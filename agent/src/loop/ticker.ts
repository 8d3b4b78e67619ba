/**
 * Calls `work` every `intervalMs`, never two at once: a beat that finds the last one still at work is left out.
 * Beats keep to the grid, so that slow rounds do not shift the later ones.
 */
export function ticker(
  intervalMs: number,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): AsyncDisposable {
  let current: Promise<void> = Promise.resolve();
  let busy = false;
  const beat = (): void => {
    if (busy) return;
    busy = true;
    current = work()
      .catch(onError)
      .finally(() => {
        busy = false;
      });
  };
  const timer = setInterval(beat, intervalMs);
  beat();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await current;
    },
  };
}

/**
 * Calls `work` every `intervalMs`, at first after `phaseMs`, never two at once: a beat that finds the last one still at
 * work is left out. Beats keep to the grid, so that slow rounds do not shift the later ones.
 */
export function ticker(options: {
  intervalMs: number;
  phaseMs?: number;
  work: () => Promise<void>;
  onError: (error: unknown) => void;
}): AsyncDisposable {
  const { intervalMs, phaseMs = 0, work, onError } = options;
  let current: Promise<void> = Promise.resolve();
  let busy = false;
  let timer: NodeJS.Timeout | undefined;
  const beat = (): void => {
    if (busy) return;
    busy = true;
    current = work()
      .catch(onError)
      .finally(() => {
        busy = false;
      });
  };
  const start = setTimeout(() => {
    timer = setInterval(beat, intervalMs);
    beat();
  }, phaseMs);
  return {
    [Symbol.asyncDispose]: async () => {
      clearTimeout(start);
      clearInterval(timer);
      await current;
    },
  };
}

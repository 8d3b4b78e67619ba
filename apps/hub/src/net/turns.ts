type Options = { readonly atOnce: number; readonly mostMs: number };

/**
 * Lets so many begin at a time and the others wait in the order they came: of many pages made at once each is ready when all are.
 * Whoever is not done after `mostMs` (it may wait for something that does not come) holds up nobody any longer.
 */
export function turns({ atOnce, mostMs }: Options) {
  const waiting: ((done: () => void) => void)[] = [];
  let running = 0;
  const next = (): void => {
    const begin = running < atOnce ? waiting.shift() : undefined;
    if (begin === undefined) return;
    running += 1;
    let isDone = false;
    const done = (): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(late);
      running -= 1;
      next();
    };
    const late = setTimeout(done, mostMs);
    late.unref();
    begin(done);
  };
  /** Calls `begin` when it is its turn, which ends with the call of what it is given. */
  return (begin: (done: () => void) => void): void => {
    waiting.push(begin);
    next();
  };
}

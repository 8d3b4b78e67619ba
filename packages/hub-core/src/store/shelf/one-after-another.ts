/**
 * Does something that looks at what is there now, one at a time and in order: what an older look saw never comes after a newer one. Who asks
 * while one is under way shares the next, which begins after all who share it have asked.
 */
export function oneAfterAnother<A>(look: (asked: A) => Promise<void>): (asked: A) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const after = async (previous: Promise<void>, asked: A): Promise<void> => {
    // Whoever asked for that one has been told.
    await previous.catch(() => {});
    next = null;
    await look(asked);
  };
  return (asked) => {
    next ??= last = after(last, asked);
    return next;
  };
}

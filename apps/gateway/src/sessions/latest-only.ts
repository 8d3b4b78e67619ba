/** Runs one at a time and keeps only the newest that came meanwhile. */
export function latestOnly<T>(work: (value: T) => Promise<void>): (value: T) => void {
  let waiting: { value: T } | null = null;
  let busy = false;
  const run = async (): Promise<void> => {
    busy = true;
    for (let next = waiting; next !== null; next = waiting) {
      waiting = null;
      await work(next.value);
    }
    busy = false;
  };
  return (value) => {
    waiting = { value };
    if (!busy) void run();
  };
}

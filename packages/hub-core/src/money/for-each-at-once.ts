/** Works through items, so many at a time; rejects with the first failure when those at hand have ended. */
export async function forEachAtOnce<Item>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: most }, lane));
  for (const each of ended) if (each.status === "rejected") throw each.reason;
}

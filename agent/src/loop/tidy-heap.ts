// A full collection of this small heap takes about 10 ms; every half minute keeps the old space near its start.
const ROUNDS_PER_FULL_COLLECTION = 30;
// The first full one, and one every ten minutes, gives memory back: a start alone leaves 1.5 MB of holes.
const ROUNDS_PER_THOROUGH_ONE = 600;

/**
 * Collects garbage before a decision, so that a collection hardly ever falls into one. Needs `--expose-gc`
 * (`release/launcher.sh`); without it the engine collects when it likes.
 */
export function heapTidier(collect: NodeJS.GCFunction | undefined = globalThis.gc): () => void {
  let rounds = 0;
  return () => {
    rounds += 1;
    const type = rounds % ROUNDS_PER_FULL_COLLECTION === 0 ? "major" : "minor";
    const thorough = rounds % ROUNDS_PER_THOROUGH_ONE === ROUNDS_PER_FULL_COLLECTION;
    collect?.({ type, execution: "sync", flavor: thorough ? "last-resort" : "regular" });
  };
}

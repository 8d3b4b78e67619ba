import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Credentials } from "../fleet/credentials.ts";
import { keepAsking, USUAL_PATIENCE, type Patience } from "./keep-asking.ts";
import { endBatch, readBatch, submitBatch, type ItemOutcome, type RolloutItem } from "./rollout-client.ts";

export type QueueOptions = {
  /** A login whose API token has the scope `rollouts:run`. */
  readonly credentials: Credentials;
  /** What every item is worked out for, as plain JSON: `{ kind: "judge-genomes", task, hidden }`. */
  readonly task: object;
  /** Told after each answer that brought something. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Aborted (Ctrl-C): what waits on the hub is cancelled and `evaluate` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly patience?: Patience;
};

/** Outcomes in the order of the items. */
export type QueueEvaluator = { evaluate(items: readonly RolloutItem[]): Promise<readonly ItemOutcome[]> };

// The hub's own limits, and half of what a body may weigh, since base64 adds a third.
const MOST_ITEMS = 1_000;
const MOST_BYTES = 8 * 1024 * 1024;
const SUBMIT_GRACE_MS = 5_000;
// A page that was full of results is followed by the next one without a pause only this often.
const PAUSE_MS = 200;

/**
 * Has items worked out by however many workers the hub has. A lost connection is tried again, and nothing is done twice for it.
 * Rejects with FleetError for what the hub refuses.
 */
export function queueEvaluator({
  credentials,
  task,
  onProgress,
  signal = new AbortController().signal,
  patience = USUAL_PATIENCE,
}: QueueOptions): QueueEvaluator {
  // What was sent is seen through, or nobody would know what to cancel.
  const late = lateSignal(signal, SUBMIT_GRACE_MS);
  const evaluateBatch = async (
    items: readonly RolloutItem[],
    onEnded: (count: number) => void,
  ): Promise<readonly ItemOutcome[]> => {
    const key = randomUUID();
    const submit = () => submitBatch(credentials, key, { task, items }, late);
    const { rolloutId } = await keepAsking(submit, patience, signal);
    try {
      const outcomes = new Map<number, ItemOutcome>();
      while (outcomes.size < items.length) {
        const read = () => readBatch(credentials, { rolloutId, after: outcomes.size }, signal);
        const { results } = await keepAsking(read, patience, signal);
        for (const outcome of results) outcomes.set(outcome.index, outcome);
        if (results.length > 0) onEnded(results.length);
        if (outcomes.size < items.length) await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
      return [...outcomes.values()].toSorted((a, b) => a.index - b.index);
    } finally {
      await endBatch(credentials, rolloutId);
    }
  };
  return {
    evaluate: async (items) => {
      let done = 0;
      const onEnded = (count: number): void => {
        done += count;
        onProgress?.({ done, total: items.length });
      };
      const outcomes: ItemOutcome[] = [];
      for (const batch of batchesOf(items)) {
        const from = outcomes.length;
        const ended = await evaluateBatch(batch, onEnded);
        outcomes.push(...ended.map((outcome) => ({ ...outcome, index: from + outcome.index })));
      }
      return outcomes;
    },
  };
}

/** Aborted so long after another signal. */
function lateSignal(signal: AbortSignal, afterMs: number): AbortSignal {
  const late = new AbortController();
  const abort = () => setTimeout(() => late.abort(), afterMs).unref();
  if (signal.aborted) late.abort();
  else signal.addEventListener("abort", abort, { once: true });
  return late.signal;
}

function batchesOf(items: readonly RolloutItem[]): readonly (readonly RolloutItem[])[] {
  const batches: RolloutItem[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    bytes += item.genome.length;
    const last = batches.at(-1);
    if (last === undefined || bytes > MOST_BYTES || last.length === MOST_ITEMS) {
      batches.push([item]);
      bytes = item.genome.length;
    } else last.push(item);
  }
  return batches;
}

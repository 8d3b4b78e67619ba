import { setTimeout as sleep } from "node:timers/promises";
import type { FrameOutcome, HostKey, IngestFrame } from "@fleet-persona/hub-core";
import { fullJitter, type Dictionary, type FrameRefusalCode, type IngestItem } from "@fleet-persona/protocol";
import type { Deps } from "../deps.ts";
import { commitFrames } from "./commit-frames.ts";
import { failureKind } from "./failure.ts";

/** Told after the commit, in the order the frames came. */
type Settled = (outcome: { epoch: number; upTo: number; refused: { seq: number; code: FrameRefusalCode }[] }) => void;

/** A session's way into the batcher. The host is the session's own: no frame can name another. */
export type Ingestor = {
  readonly host: HostKey;
  readonly settled: Settled;
};

export type Batcher = {
  addFrame(from: Ingestor, item: IngestItem): void;
  addDictionary(from: Ingestor, dictionary: Dictionary): void;
  /** False from a failed commit until the next good one. */
  available(): boolean;
  /** Stops taking the wait between batches and resolves when all is committed, or after `patienceMs`. */
  drain(patienceMs: number): Promise<void>;
};

type FrameEntry = { kind: "frame"; from: Ingestor; item: IngestItem; arrivedAt: number };
type Entry = FrameEntry | { kind: "dictionary"; from: Ingestor; dictionary: Dictionary };

const FLUSH_AFTER_MS = 20;
const MAX_BATCH = 2000;
const RETRY = { baseMs: 100, capMs: 3000 };

/** Gathers the frames of all sessions and commits them in mixed-tenant batches, one at a time, so that order is kept. */
export function createBatcher(deps: Deps): Batcher {
  const queue: Entry[] = [];
  let running: Promise<void> | null = null;
  let failures = 0;
  let draining = false;

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      if (queue.length < MAX_BATCH && !draining) await sleep(FLUSH_AFTER_MS);
      const batch = queue.splice(0, MAX_BATCH);
      for (;;) {
        try {
          await commit(deps, batch);
          break;
        } catch (error) {
          failures += 1;
          deps.measures.failedBatches += 1;
          deps.log.warn({ err: error, frames: batch.length, failures }, "batch not committed, trying again");
          await sleep(50 + fullJitter(RETRY, failures, deps.chance()));
        }
      }
      if (failures > 0) deps.log.info({ failures }, "batches are committed again");
      failures = 0;
    }
    running = null;
  };
  const add = (entry: Entry): void => {
    queue.push(entry);
    running ??= run();
  };
  return {
    addFrame: (from, item) => add({ kind: "frame", from, item, arrivedAt: deps.now() }),
    addDictionary: (from, dictionary) => add({ kind: "dictionary", from, dictionary }),
    available: () => failures === 0,
    drain: async (patienceMs) => {
      draining = true;
      if (running !== null) await Promise.race([running, sleep(patienceMs, undefined, { ref: false })]);
    },
  };
}

async function commit(deps: Deps, batch: readonly Entry[]): Promise<void> {
  for (const entry of batch) if (entry.kind === "dictionary") await keepDictionary(deps, entry.from, entry.dictionary);
  const entries = batch.filter((entry) => entry.kind === "frame");
  const wanted = entries.filter(({ item }) => item.refusal === null);
  const outcomes = await commitFrames((frames) => deps.hub.ingestFrames(frames), wanted.map(toIngestFrame));
  settle(deps, entries, new Map(wanted.map((entry, index) => [entry, outcomes[index]])));
}

// A dictionary that cannot be kept must not hold up the rest: the frames that name it are refused one by one.
async function keepDictionary(deps: Deps, { host }: Ingestor, { epoch, id, signals }: Dictionary): Promise<void> {
  try {
    await deps.hub.recordDictionary({ tenantId: host.tenantId, hostId: host.hostId, epoch, id, signals });
  } catch (error) {
    if (failureKind(error) === "unavailable") throw error;
    deps.log.warn({ err: error, ...host, id }, "dictionary refused");
  }
}

function toIngestFrame({ from, item }: FrameEntry): IngestFrame {
  return { ...item.frame, tenantId: from.host.tenantId, hostId: from.host.hostId };
}

function settle(
  deps: Deps,
  entries: readonly FrameEntry[],
  outcomes: ReadonlyMap<FrameEntry, FrameOutcome | undefined>,
): void {
  const { measures } = deps;
  const now = deps.now();
  const acks = new Map<Ingestor, Map<number, Parameters<Settled>[0]>>();
  for (const entry of entries) {
    const { epoch, seq } = entry.item.frame;
    const outcome = outcomes.get(entry);
    const code = entry.item.refusal ?? (outcome?.accepted === false ? outcome.code : null);
    const byEpoch = acks.get(entry.from) ?? new Map<number, Parameters<Settled>[0]>();
    const ack = byEpoch.get(epoch) ?? { epoch, upTo: 0, refused: [] };
    ack.upTo = entry.item.upTo;
    if (code !== null) ack.refused.push({ seq, code });
    acks.set(entry.from, byEpoch.set(epoch, ack));
    measures.ackLatency.add(now - entry.arrivedAt);
    if (code === null) measures.framesCommitted += 1;
    else measures.framesRefused += 1;
  }
  measures.batches += 1;
  measures.frameRate.add(entries.length, now);
  for (const [from, byEpoch] of acks) for (const ack of byEpoch.values()) from.settled(ack);
}

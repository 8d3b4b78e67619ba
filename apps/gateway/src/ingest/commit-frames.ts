import type { FrameOutcome, IngestFrame } from "@fleet-persona/hub-core";
import { failureKind } from "./failure.ts";

type Ingest = (batch: readonly IngestFrame[]) => Promise<readonly FrameOutcome[]>;

/**
 * Commits a batch. When the database blames the data, the batch is halved until the frame at fault stands alone and is
 * refused: one bad row must not hold up every tenant. Rejects while the database is away.
 */
export async function commitFrames(ingest: Ingest, frames: readonly IngestFrame[]): Promise<readonly FrameOutcome[]> {
  if (frames.length === 0) return [];
  try {
    return await ingest(frames);
  } catch (error) {
    if (failureKind(error) === "unavailable") throw error;
  }
  if (frames.length === 1) return [{ accepted: false, code: "unstorable" }];
  const middle = frames.length >> 1;
  const first = await commitFrames(ingest, frames.slice(0, middle));
  const second = await commitFrames(ingest, frames.slice(middle));
  return [...first, ...second];
}

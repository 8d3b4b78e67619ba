import type { FrameRefusalCode } from "./codes.ts";
import { FRAME_KINDS, type DataFrame } from "./frame.ts";
import { MAX_FRAME_FUTURE_MS } from "./limits.ts";
import { decodeMetrics } from "./metrics.ts";
import { decodeDecisionRecord, decodeEventRecord } from "./records.ts";

/** What a frame is judged against: the hub's clock, and how many signals a dictionary id of the frame's epoch has. */
export type Yardstick = {
  readonly now: number;
  readonly retentionMs: number;
  readonly signals: (dictionaryId: number) => number | undefined;
};

/** Why a frame cannot be kept, or null. One row outside every partition would fail the whole batch it is in. */
export function judgeFrame(frame: DataFrame, yardstick: Yardstick): FrameRefusalCode | null {
  if (frame.at < yardstick.now - yardstick.retentionMs) return "too-old";
  if (frame.at > yardstick.now + MAX_FRAME_FUTURE_MS) return "too-new";
  switch (frame.kind) {
    case FRAME_KINDS.metrics: {
      const decoded = decodeMetrics(frame.payload);
      if (decoded.kind === "malformed") return decoded.code;
      const count = yardstick.signals(decoded.metrics.dictionaryId);
      if (count === undefined) return "dictionary-unknown";
      return count === decoded.metrics.values.length ? null : "dictionary-mismatch";
    }
    case FRAME_KINDS.decision: {
      const decoded = decodeDecisionRecord(frame.payload);
      return decoded.kind === "malformed" ? decoded.code : null;
    }
    case FRAME_KINDS.event: {
      const decoded = decodeEventRecord(frame.payload);
      return decoded.kind === "malformed" ? decoded.code : null;
    }
  }
  return frame.kind satisfies never;
}

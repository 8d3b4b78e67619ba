import { framePartitionDays, insertFrames } from "@fleet-persona/db";
import type { IngestDatabase, MetricRow, RecordRow } from "@fleet-persona/db";
import {
  FRAME_KINDS,
  MAX_FRAME_FUTURE_MS,
  decodeDecisionRecord,
  decodeEventRecord,
  decodeMetrics,
} from "@fleet-persona/protocol";
import type { DataFrame, FrameRefusalCode } from "@fleet-persona/protocol";
import type { HostKey } from "../agents/host-key.ts";
import type { GatewayDeps } from "../deps.ts";
import { isStorableJson } from "../text.ts";
import { retentionDays } from "./retention.ts";

/** A decoded frame with the tenant and host of the session it came through. */
export type IngestFrame = HostKey & DataFrame;
export type FrameOutcome = { readonly accepted: true } | { readonly accepted: false; readonly code: FrameRefusalCode };

type Row =
  | { readonly table: "metrics"; readonly row: MetricRow }
  | { readonly table: "decisions" | "events"; readonly row: RecordRow }
  | { readonly table: "refused"; readonly code: FrameRefusalCode };

/**
 * Commits a batch of frames of any number of tenants and hosts; a frame that is there already is accepted and changes nothing.
 * Outcomes are in the order of the batch. Rejects (nothing committed) when the database cannot be reached: send again later.
 */
export async function ingestFrames(deps: GatewayDeps, batch: readonly IngestFrame[]): Promise<readonly FrameOutcome[]> {
  const now = deps.now().getTime();
  const days = await partitionDays(deps.ingest, batch, now);
  const rows = batch.map((frame) => rowOf(frame, now, days));
  await insertFrames(deps.ingest, {
    metrics: rows.flatMap((each) => (each.table === "metrics" ? [each.row] : [])),
    decisions: rows.flatMap((each) => (each.table === "decisions" ? [each.row] : [])),
    events: rows.flatMap((each) => (each.table === "events" ? [each.row] : [])),
  });
  return rows.map((row) => (row.table === "refused" ? { accepted: false, code: row.code } : { accepted: true }));
}

function rowOf(frame: IngestFrame, now: number, days: ReadonlySet<string>): Row {
  const outside = outsideWindow(frame.at, now, days);
  if (outside !== null) return { table: "refused", code: outside };
  const { tenantId, hostId, epoch, seq, at, kind, payload } = frame;
  const key = { tenantId, hostId, epoch, seq, at };
  switch (kind) {
    case FRAME_KINDS.metrics: {
      const decoded = decodeMetrics(payload);
      if (decoded.kind === "malformed") return { table: "refused", code: decoded.code };
      const { dictionaryId, values } = decoded.metrics;
      return { table: "metrics", row: { ...key, dictionaryId, samples: values } };
    }
    case FRAME_KINDS.decision:
      return recordRow("decisions", key, decodeDecisionRecord(payload));
    case FRAME_KINDS.event:
      return recordRow("events", key, decodeEventRecord(payload));
    default:
      return kind satisfies never;
  }
}

function recordRow(
  table: "decisions" | "events",
  key: Omit<RecordRow, "payload">,
  decoded: ReturnType<typeof decodeDecisionRecord> | ReturnType<typeof decodeEventRecord>,
): Row {
  if (decoded.kind === "malformed") return { table: "refused", code: decoded.code };
  if (!isStorableJson(decoded.record)) return { table: "refused", code: "payload-invalid" };
  return { table, row: { ...key, payload: JSON.stringify(decoded.record) } };
}

// One row outside all partitions would fail everybody's batch, so each is checked before.
function outsideWindow(at: number, now: number, days: ReadonlySet<string>): FrameRefusalCode | null {
  if (at > now + MAX_FRAME_FUTURE_MS) return "too-new";
  if (at < now - retentionDays * 86_400_000) return "too-old";
  if (days.has(dayOf(at))) return null;
  return at > now ? "too-new" : "too-old";
}

const known = new WeakMap<IngestDatabase, { readonly readAt: number; readonly days: ReadonlySet<string> }>();
const reread = { always: 60_000, unknownDay: 5_000 };

// The list is a minute old at most; a day that is not on it is looked for again, but not for every stray frame.
async function partitionDays(
  ingest: IngestDatabase,
  batch: readonly IngestFrame[],
  now: number,
): Promise<ReadonlySet<string>> {
  const last = known.get(ingest);
  if (last !== undefined) {
    const missing = batch.some((frame) => outsideWindow(frame.at, now, last.days) !== null);
    if (Math.abs(now - last.readAt) < (missing ? reread.unknownDay : reread.always)) return last.days;
  }
  const days = await framePartitionDays(ingest);
  known.set(ingest, { readAt: now, days });
  return days;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

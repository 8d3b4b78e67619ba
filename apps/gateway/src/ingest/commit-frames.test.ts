import { hostIdSchema, tenantIdSchema, type FrameOutcome, type IngestFrame } from "@fleet-persona/hub-core";
import { describe, expect, it } from "vitest";
import { commitFrames } from "./commit-frames.ts";

const tenantId = tenantIdSchema.parse("018f0000-0000-7000-8000-000000000001");
const hostId = hostIdSchema.parse("018f0000-0000-7000-8000-000000000002");
const frames = Array.from({ length: 9 }, (_, index): IngestFrame => ({
  tenantId,
  hostId,
  epoch: 1,
  seq: index + 1,
  at: 1,
  kind: 1,
  payload: new Uint8Array(),
}));
const accepted: FrameOutcome = { accepted: true };

/** A database that rejects any batch with one of these numbers in it, the way postgres.js under drizzle does. */
function databaseThatRejects(bad: readonly number[], sqlState: string) {
  const stored: number[] = [];
  const ingest = async (batch: readonly IngestFrame[]): Promise<readonly FrameOutcome[]> => {
    if (batch.some(({ seq }) => bad.includes(seq)))
      throw new TypeError("query failed", { cause: Object.assign(new TypeError("pg"), { code: sqlState }) });
    stored.push(...batch.map(({ seq }) => seq));
    return batch.map(() => accepted);
  };
  return { stored, ingest };
}

describe("commitFrames", () => {
  it.each([[[1]], [[5]], [[9]], [[2, 3, 8]], [[1, 2, 3, 4, 5, 6, 7, 8, 9]]])(
    "refuses frames %j alone when the database blames them, and commits the rest in order",
    async (bad) => {
      const { stored, ingest } = databaseThatRejects(bad, "22P02");
      const outcomes = await commitFrames(ingest, frames);
      expect(outcomes.flatMap((outcome, index) => (outcome.accepted ? [] : [index + 1]))).toEqual(bad);
      expect(stored).toEqual(frames.map(({ seq }) => seq).filter((seq) => !bad.includes(seq)));
    },
  );

  it.each(["08006", "57P01", "ECONNREFUSED", "CONNECTION_CLOSED", "53300", "40001"])(
    "rejects on %s, which says nothing about the frames",
    async (code) => {
      const { ingest, stored } = databaseThatRejects([4], code);
      await expect(commitFrames(ingest, frames)).rejects.toThrow("query failed");
      expect(stored).toEqual([]);
    },
  );
});

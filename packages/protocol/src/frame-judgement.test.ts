import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeFrame } from "./frame-judgement.ts";
import type { DataFrame } from "./frame.ts";
import { encodeMetrics } from "./metrics.ts";
import { encodeRecord } from "./records.ts";

const now = 1_800_000_000_000;
const day = 86_400_000;
const yardstick = { now, retentionMs: 30 * day, signals: (id: number) => (id === 1 ? 2 : undefined) };
const metrics = (dictionaryId: number, values: number[], at = now): DataFrame => ({
  kind: 1,
  epoch: 1,
  seq: 1,
  at,
  payload: encodeMetrics({ dictionaryId, values }),
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const event = encodeRecord({ name: "paused", severity: "info", message: "Paused.", detail: {} });

describe("judgeFrame", () => {
  it.each([
    ["a good frame", metrics(1, [1, 2]), null],
    ["the oldest frame there is room for", metrics(1, [1, 2], now - 30 * day), null],
    ["a frame past retention", metrics(1, [1, 2], now - 30 * day - 1), "too-old"],
    ["the latest frame there is room for", metrics(1, [1, 2], now + day), null],
    ["a frame from the far future", metrics(1, [1, 2], now + day + 1), "too-new"],
    ["an unknown dictionary", metrics(2, [1, 2]), "dictionary-unknown"],
    ["one value too many", metrics(1, [1, 2, 3]), "dictionary-mismatch"],
    ["cut metrics", { ...metrics(1, [1, 2]), payload: bytes("x") }, "payload-invalid"],
    ["an event", { ...metrics(1, []), kind: 3, payload: event }, null],
    ["an event where a decision should be", { ...metrics(1, []), kind: 2, payload: event }, "payload-invalid"],
    ["an event with a NUL", { ...metrics(1, []), kind: 3, payload: bytes('{"name":"\\u0000"}') }, "payload-invalid"],
  ] as [string, DataFrame, string | null][])("judges %s", (_, frame, refusal) => {
    expect(judgeFrame(frame, yardstick)).toBe(refusal);
  });

  it("never throws on any payload", () => {
    fc.assert(
      fc.property(fc.constantFrom(1 as const, 2 as const, 3 as const), fc.uint8Array(), (kind, payload) => {
        judgeFrame({ kind, epoch: 1, seq: 1, at: now, payload }, yardstick);
      }),
    );
  });
});

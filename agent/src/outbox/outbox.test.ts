import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FRAME_KINDS } from "@fleet-persona/protocol";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openOutbox, type NewFrame, type Outbox, type OutboxCaps } from "./outbox.ts";

const ROOMY: OutboxCaps = { maxMetricFrames: 1000, maxBytes: 1_000_000 };
const metric = (at: number): NewFrame => ({ at, kind: FRAME_KINDS.metrics, payload: new Uint8Array(10) });
const decision = (at: number): NewFrame => ({ at, kind: FRAME_KINDS.decision, payload: new Uint8Array(10) });

function temporaryOutbox(caps: OutboxCaps = ROOMY): Disposable & { open(at?: number): Outbox } {
  const folder = mkdtempSync(join(tmpdir(), "outbox-"));
  return {
    open: (at = 1_000_000) => openOutbox(join(folder, "outbox.sqlite"), caps, at),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const numbers = (outbox: Outbox): (number | string)[] =>
  outbox
    .after(0, 10_000)
    .map((item) => (item.kind === "frame" ? item.frame.seq : `${item.gap.fromSeq}-${item.gap.toSeq}`));

describe("openOutbox", () => {
  it("openOutbox numbers frames from one and gives them back in order with `at` frozen", () => {
    using place = temporaryOutbox();
    using outbox = place.open();
    outbox.append([metric(5), decision(6)], 10);
    outbox.append([metric(7)], 11);
    expect(numbers(outbox)).toEqual([1, 2, 3]);
    expect(outbox.after(1, 1)).toMatchObject([{ kind: "frame", frame: { seq: 2, at: 6, kind: FRAME_KINDS.decision } }]);
    expect(outbox.backlog()).toEqual({ frames: 3, bytes: 30 });
  });

  it("openOutbox keeps epoch, numbers and dictionaries over a restart and never reuses a number", () => {
    using place = temporaryOutbox();
    const signals = [{ name: "request_rate", unit: "1/s" }];
    const first = place.open(5_000_000);
    first.append([metric(1), metric(2)], 1);
    const id = first.dictionaryId(signals);
    first.acknowledge(2);
    first[Symbol.dispose]();
    using again = place.open(9_000_000);
    expect(again.epoch).toBe(5000);
    expect(again.ackedSeq()).toBe(2);
    expect(again.dictionaryId(signals)).toBe(id);
    expect(again.dictionaries()).toHaveLength(1);
    again.append([metric(3)], 3);
    expect(numbers(again)).toEqual([3]);
  });

  it("openOutbox drops the oldest metric frames over its cap, never a decision, and reports the gap", () => {
    using place = temporaryOutbox({ maxMetricFrames: 10, maxBytes: 1_000_000 });
    using outbox = place.open();
    outbox.append([decision(0)], 0);
    for (let at = 1; at <= 10; at += 1) outbox.append([metric(at)], at);
    expect(outbox.append([metric(11)], 99)).toBe(2);
    expect(numbers(outbox)).toEqual([1, "2-3", 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(outbox.ackedSeq()).toBe(0);
    outbox.acknowledge(3);
    expect(outbox.ackedSeq()).toBe(3);
  });

  it("openOutbox drops metric frames over its cap of bytes", () => {
    using place = temporaryOutbox({ maxMetricFrames: 1000, maxBytes: 100 });
    using outbox = place.open();
    for (let at = 1; at <= 11; at += 1) outbox.append([metric(at)], at);
    expect(outbox.backlog().bytes).toBeLessThanOrEqual(100);
  });

  it("openOutbox accounts for every number: what waits, what is gone and what was acked leave no hole", () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constant("metric" as const) }),
      fc.record({ kind: fc.constant("decision" as const) }),
      fc.record({ kind: fc.constant("ack" as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        using place = temporaryOutbox({ maxMetricFrames: 10, maxBytes: 1_000_000 });
        using outbox = place.open();
        let given = 0;
        let decisions = 0;
        for (const step of acts) {
          if (step.kind === "ack") {
            const upTo = outbox.ackedSeq() + Math.floor(step.share * (given - outbox.ackedSeq()));
            decisions -= outbox
              .after(0, 1000)
              .filter(
                (item) => item.kind === "frame" && item.frame.kind === FRAME_KINDS.decision && item.frame.seq <= upTo,
              ).length;
            outbox.acknowledge(upTo);
            continue;
          }
          given += 1;
          decisions += step.kind === "decision" ? 1 : 0;
          outbox.append([step.kind === "decision" ? decision(given) : metric(given)], given);
        }
        let next = outbox.ackedSeq() + 1;
        for (const item of outbox.after(outbox.ackedSeq(), 10_000)) {
          expect(item.kind === "frame" ? item.frame.seq : Math.max(item.gap.fromSeq, next)).toBe(next);
          next = (item.kind === "frame" ? item.frame.seq : item.gap.toSeq) + 1;
        }
        expect(next).toBe(given + 1);
        const kept = outbox
          .after(0, 1000)
          .filter((item) => item.kind === "frame" && item.frame.kind === FRAME_KINDS.decision);
        expect(kept).toHaveLength(decisions);
      }),
      { numRuns: 30 },
    );
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFrame } from "./frame.ts";
import type { GatewaySessionEvent } from "./gateway-session-port.ts";
import { gatewaySession, initialGatewaySession, type GatewaySessionStep } from "./gateway-session.ts";
import { encodeMetrics } from "./metrics.ts";

const now = 1_800_000_000_000;
const ids = { tenantId: "018f0000-0000-7000-8000-000000000001", hostId: "018f0000-0000-7000-8000-000000000002" };
const hello = {
  type: "hello",
  protocol: { min: 1, max: 1 },
  agentVersion: "0.1.0",
  ...ids,
  capabilities: { targets: [], attributes: [] },
  time: now,
};
const text = (message: unknown): GatewaySessionEvent => ({ type: "text", text: JSON.stringify(message), now });
const frame = (seq: number, epoch = 1): GatewaySessionEvent => ({
  type: "binary",
  now,
  bytes: encodeFrame({ kind: 1, epoch, seq, at: now, payload: encodeMetrics({ dictionaryId: 1, values: [1] }) }),
});
const opened: GatewaySessionEvent = { type: "opened", nonce: new Uint8Array(32) };
const prove = text({ type: "prove", signature: `${"A".repeat(86)}==` });
const admitted: GatewaySessionEvent = {
  type: "admitted",
  session: { sessionId: "s", sessionToken: "t", leaseEpoch: 1, resumeAfter: null },
};
const dictionary = text({ type: "dictionary", epoch: 1, id: 1, signals: [{ name: "request_rate", unit: "1/s" }] });
const open = [opened, text(hello), prove, admitted, dictionary];

function run(events: readonly GatewaySessionEvent[], creditWindow = 8): GatewaySessionStep {
  let step: GatewaySessionStep = {
    state: initialGatewaySession({ creditWindow, retentionMs: 86_400_000 }),
    effects: [],
  };
  for (const event of events) step = gatewaySession(step.state, event);
  return step;
}

describe("gatewaySession", () => {
  it.each([
    ["a frame before the handshake", [opened, frame(1)], "unexpected-message"],
    ["prove before hello", [opened, prove], "unexpected-message"],
    ["hello twice", [opened, text(hello), text(hello)], "unexpected-message"],
    ["status before the welcome", [opened, text(hello), prove, dictionary], "unexpected-message"],
    ["no common version", [opened, text({ ...hello, protocol: { min: 9, max: 9 } })], "version-unsupported"],
    ["a clock six minutes ahead", [opened, text({ ...hello, time: now + 360_000 })], "clock-skew"],
    ["a clock six minutes behind", [opened, text({ ...hello, time: now - 360_000 })], "clock-skew"],
    ["no JSON", [opened, { type: "text", text: "?", now }], "malformed-json"],
    ["a cut frame", [...open, { type: "binary", bytes: new Uint8Array(3), now }], "frame-malformed"],
    ["a giant frame", [...open, { type: "binary", bytes: new Uint8Array(262_145), now }], "message-too-large"],
    ["a hole", [...open, frame(1), frame(3)], "frame-out-of-order"],
    ["a frame twice", [...open, frame(1), frame(1)], "frame-out-of-order"],
    ["an older epoch", [...open, frame(1, 2), frame(2, 1)], "frame-out-of-order"],
    [
      "a dictionary that changes",
      [...open, text({ type: "dictionary", epoch: 1, id: 1, signals: [{ name: "x", unit: "" }] })],
      "dictionary-changed",
    ],
    [
      "more than its credit",
      [...open, ...Array.from({ length: 9 }, (_, index) => frame(index + 1))],
      "credit-exceeded",
    ],
    ["an end from the gateway", [...open, { type: "end", code: "draining", message: "" }], "draining"],
  ] as [string, GatewaySessionEvent[], string][])("ends with a code on %s", (_, events, code) => {
    const { state, effects } = run(events);
    expect(state.phase).toBe("closed");
    expect(effects).toMatchObject([{ type: "send" }, { type: "close", reason: code }]);
    expect(effects[0]?.type === "send" && JSON.parse(effects[0].text)).toMatchObject({ type: "error", code });
  });

  it("takes a gap for the numbers it covers and keeps it as an event", () => {
    const gap = text({ type: "gap", epoch: 1, fromSeq: 2, toSeq: 9, at: now });
    expect(run([...open, frame(1), gap]).effects).toMatchObject([
      { type: "ingest", item: { upTo: 9, refusal: null, frame: { kind: 3, seq: 2 } } },
    ]);
    expect(run([...open, frame(1), gap, frame(10)]).effects).toMatchObject([{ type: "ingest" }]);
  });

  it("acks only what the database committed and gives the credit back with it", () => {
    const full = [...open, ...Array.from({ length: 8 }, (_, index) => frame(index + 1))];
    const acked = run([...full, { type: "committed", epoch: 1, upTo: 3, refused: [] }]);
    expect(acked.effects).toEqual([{ type: "send", text: '{"type":"ack","epoch":1,"upTo":3,"refused":[]}' }]);
    expect(acked.state.unacked).toHaveLength(5);
  });

  it("lets frames through that it will refuse, so that acks stay in order", () => {
    const { effects } = run([...open.slice(0, 4), frame(1)]);
    expect(effects).toMatchObject([{ type: "ingest", item: { refusal: "dictionary-unknown" } }]);
  });

  it("never throws, whatever arrives in whatever order", () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes): GatewaySessionEvent => ({ type: "binary", bytes, now })),
      fc.json().map((json): GatewaySessionEvent => ({ type: "text", text: json, now })),
      fc.constantFrom(...open, frame(1), frame(2), { type: "committed", epoch: 1, upTo: 1, refused: [] } as const),
    );
    fc.assert(fc.property(fc.array(anything, { maxLength: 12 }), (events) => void run([opened, ...events])));
  });
});

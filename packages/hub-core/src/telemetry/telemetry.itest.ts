import { randomUUID } from "node:crypto";
import { withTenant } from "@fleet-persona/db";
import { FRAME_KINDS, encodeMetrics, encodeRecord } from "@fleet-persona/protocol";
import type { DecisionRecord } from "@fleet-persona/protocol";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { HostKey } from "../agents/host-key.ts";
import { recordDictionary } from "../agents/record-dictionary.ts";
import { keepPartitions } from "../maintenance/keep-partitions.ts";
import { expectRefusal, newBuyer, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { getDecision } from "./get-decision.ts";
import { ingestFrames } from "./ingest-frames.ts";
import type { IngestFrame } from "./ingest-frames.ts";
import { listDecisions } from "./list-decisions.ts";
import { listEvents } from "./list-events.ts";
import { liveTelemetry } from "./live-telemetry.ts";

type Buyer = Awaited<ReturnType<typeof newBuyer>>;

describe("ingestFrames", () => {
  let hub: TestHub;
  let one: Buyer;
  let two: Buyer;
  let now: number;

  beforeAll(async () => {
    hub = await startTestHub();
    now = hub.deps.now().getTime();
    const { published } = await newSeller(hub);
    one = await newBuyer(hub, published);
    two = await newBuyer(hub, published);
    const signals = [
      { name: "request_rate", unit: "1/s" },
      { name: "latency_p95", unit: "ms" },
    ];
    await recordDictionary(hub.deps, { ...one.host, epoch: 1, id: 1, signals });
    await recordDictionary(hub.deps, { ...two.host, epoch: 1, id: 1, signals: signals.toReversed() });
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const metrics = (host: HostKey, seq: number, values: (number | null)[], at = now + seq): IngestFrame => ({
    ...host,
    epoch: 1,
    seq,
    at,
    kind: FRAME_KINDS.metrics,
    payload: encodeMetrics({ dictionaryId: 1, values }),
  });
  const event = (host: HostKey, seq: number, message: string): IngestFrame => eventAt(now + seq, host, seq, message);
  const count = (tenantId: string, table: string): Promise<number> =>
    withTenant(
      hub.deps.db,
      tenantId,
      async (tx) => (await tx.execute(sql`select 1 from ${sql.identifier(table)}`)).length,
    );

  it("commits batches of many tenants once, however often they are replayed or overlap", async () => {
    const batch = [
      metrics(one.host, 1, [10, 80]),
      metrics(two.host, 1, [90, 20]),
      metrics(one.host, 2, [11, Number.NaN]),
      metrics(one.host, 3, [null, 82.123456789]),
    ];
    const accepted = batch.map(() => ({ accepted: true }));
    expect(await ingestFrames(hub.deps, batch)).toEqual(accepted);
    expect(await ingestFrames(hub.deps, batch)).toEqual(accepted);
    await Promise.all([ingestFrames(hub.deps, [...batch, ...batch]), ingestFrames(hub.deps, batch.toReversed())]);
    expect([
      await count(one.buyer.tenantId, "metric_frames"),
      await count(two.buyer.tenantId, "metric_frames"),
    ]).toEqual([3, 1]);
  });

  it("is read back under one dictionary, oldest first, with gaps where nothing or no number was reported", async () => {
    const window = { fleetId: one.fleet.fleetId, sinceMs: now, untilMs: now + 1_000 };
    const read = await execute(hub.deps, one.buyer, liveTelemetry, window);
    expect(read.dictionary.map((signal) => signal.name)).toEqual(["request_rate", "latency_p95"]);
    expect(read.frames.map((frame) => [frame.at - now, ...frame.values])).toEqual([
      [1, 10, 80],
      [2, 11, null],
      [3, null, 82.123456789],
    ]);
    expect(read.truncated).toBe(false);
    const newest = await execute(hub.deps, one.buyer, liveTelemetry, { ...window, sinceMs: now + 1, limit: 1 });
    expect([newest.frames.map((frame) => frame.at - now), newest.truncated]).toEqual([[3], true]);
    const theirs = await execute(hub.deps, two.buyer, liveTelemetry, { ...window, fleetId: two.fleet.fleetId });
    expect(theirs.frames.map((frame) => frame.values)).toEqual([[90, 20]]);
    const wrongHost = execute(hub.deps, one.buyer, liveTelemetry, { ...window, hostId: two.host.hostId });
    await expectRefusal(wrongHost, "not-found");
  });

  it("refuses frames out of the window, without a partition or unreadable, and keeps the rest of the batch", async () => {
    const day = 86_400_000;
    const batch: IngestFrame[] = [
      metrics(one.host, 11, [1], now - 31 * day),
      metrics(one.host, 12, [1], now - 20 * day),
      metrics(one.host, 13, [1], now + day + 1_000),
      metrics(one.host, 14, [1], 0),
      { ...metrics(one.host, 15, [1]), payload: new Uint8Array([1, 2]) },
      { ...metrics(one.host, 16, [1]), kind: FRAME_KINDS.decision, payload: Buffer.from("{}") },
      { ...metrics(one.host, 17, [1]), kind: FRAME_KINDS.event, payload: Buffer.from("not json") },
      { ...event(one.host, 18, "a NUL: \u0000") },
      event(one.host, 19, "fine"),
    ];
    const codes = (await ingestFrames(hub.deps, batch)).map((outcome) => (outcome.accepted ? "ok" : outcome.code));
    const invalid = "payload-invalid";
    expect(codes).toEqual(["too-old", "too-old", "too-new", "too-old", invalid, invalid, invalid, invalid, "ok"]);
    expect(await count(one.buyer.tenantId, "events")).toBe(1);
  });

  it("keeps decisions and events as records that can be listed and opened", async () => {
    const record = decision("Load rises; moved caching micro → short.");
    await ingestFrames(hub.deps, [
      { ...metrics(one.host, 30, [1]), kind: FRAME_KINDS.decision, payload: encodeRecord(record) },
      event(one.host, 31, "The target was lost."),
    ]);
    const window = { fleetId: one.fleet.fleetId, sinceMs: now + 29, untilMs: now + 40 };
    const [listed] = await execute(hub.deps, one.buyer, listDecisions, window);
    expect(listed).toMatchObject({ hostName: "web-1", epoch: 1, seq: 30, at: now + 30, payload: record });
    const key = { fleetId: one.fleet.fleetId, hostId: one.host.hostId, epoch: 1 };
    expect(await execute(hub.deps, one.buyer, getDecision, { ...key, seq: 30 })).toEqual(listed);
    await expectRefusal(execute(hub.deps, one.buyer, getDecision, { ...key, seq: 99 }), "not-found");
    const events = await execute(hub.deps, one.buyer, listEvents, window);
    expect(events.map((each) => each.payload.message)).toEqual(["The target was lost."]);
  });

  it("rejects as a whole while the database is away, and loses and doubles nothing once it is back", async () => {
    const batch = Array.from({ length: 200 }, (_, index) => metrics(two.host, 1_000 + index, [index, index]));
    await hub.database.server.kill();
    await expect(ingestFrames(hub.deps, batch)).rejects.toThrow();
    await hub.database.server.restart();
    // A pooled connection may learn only now that its server died: send again, as the gateway does.
    await vi.waitFor(() => ingestFrames(hub.deps, batch), { timeout: 10_000 });
    await ingestFrames(hub.deps, batch.slice(50));
    expect(await count(two.buyer.tenantId, "metric_frames")).toBe(201);
  });

  it("is fenced by the database: its role can add frames and can read, change or delete nothing", async () => {
    const { default: postgres } = await import("postgres");
    const ingest = postgres(hub.database.ingestUrl, { max: 1 });
    const attempts = [
      "select * from metric_frames",
      "delete from decisions",
      "update events set epoch = 1",
      "select * from hosts",
      "select * from users",
    ];
    for (const attempt of attempts) await expect(ingest.unsafe(attempt)).rejects.toThrow("permission denied");
    await ingest.end();
  });

  it("refuses a dictionary id that changes its meaning within an epoch", async () => {
    const dictionary = { ...one.host, epoch: 1, id: 1, signals: [{ name: "other", unit: "" }] };
    await expectRefusal(recordDictionary(hub.deps, dictionary), "refused", "dictionary-changed");
    await recordDictionary(hub.deps, { ...dictionary, epoch: 2 });
  });

  it("has its days made ahead and dropped whole after retention", async () => {
    hub.advance(5 * 86_400_000);
    expect(await keepPartitions(hub.deps)).toEqual({ made: 9, dropped: 0 });
    expect(await keepPartitions(hub.deps)).toEqual({ made: 0, dropped: 0 });
    const later = hub.deps.now().getTime();
    expect(await ingestFrames(hub.deps, [metrics(one.host, 90, [1], later)])).toEqual([{ accepted: true }]);
  });
});

function eventAt(at: number, host: HostKey, seq: number, message: string): IngestFrame {
  const payload = encodeRecord({ name: "target-lost", severity: "warning", message, detail: {} });
  return { ...host, epoch: 1, seq, at, kind: FRAME_KINDS.event, payload };
}

function decision(explanation: string): DecisionRecord {
  return {
    persona: { id: "acme/surge-ready", version: 1, digest: "0".repeat(64) },
    assignmentId: randomUUID(),
    decision: {
      at: 1,
      mode: "shadow",
      decider: "policy",
      handover: null,
      outcome: "hold",
      because: "within-deadband",
      deviationScore: 0.1,
      magnitude: 0.05,
      confidence: { total: 0.8 },
      verdicts: [],
      signals: { request_rate: 10, latency_p95: null },
    },
    explanation,
    apply: { kind: "none" },
    tookMs: 0.4,
  };
}

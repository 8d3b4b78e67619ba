import { randomUUID } from "node:crypto";
import { tables, withTenant } from "@fleet-persona/db";
import { FRAME_KINDS, encodeMetrics, encodeRecord } from "@fleet-persona/protocol";
import type { DecisionRecord } from "@fleet-persona/protocol";
import type { Actor } from "../../actor.ts";
import type { HostKey } from "../../agents/host-key.ts";
import { recordDictionary } from "../../agents/record-dictionary.ts";
import type { FleetId } from "../../ids.ts";
import type { PublishedPersona } from "../../store/publish-persona.ts";
import { ingestFrames } from "../../telemetry/ingest-frames.ts";
import type { TestHub } from "../../testing/test-hub.fixture.ts";

/** Where an experiment that explored was, and what one host of it told. */
export type RecordedExperiment = { readonly experimentId: string; readonly draws: number; readonly from: number };

type Recorded = {
  readonly actor: Actor;
  readonly fleetId: FleetId;
  readonly host: HostKey;
  readonly published: PublishedPersona;
  readonly number?: number;
  readonly minutes?: number;
};

const everyS = 30;

/** An experiment that ended just now, with a draw every 30 s and a frame every 10 s of one host, among frames of no experiment. */
export async function recordedExperiment(hub: TestHub, recorded: Recorded): Promise<RecordedExperiment> {
  const { actor, fleetId, host, published, number = 1, minutes = 10 } = recorded;
  const experimentId = randomUUID();
  const until = hub.deps.now().getTime();
  const from = until - minutes * 60_000;
  await withTenant(hub.deps.db, actor.tenantId, async (tx) => {
    const ended = { status: "concluded", startedAt: new Date(from), endedAt: new Date(until) } as const;
    const said = { plan: { name: "Two settings", explore: { everyS } }, run: {}, resolved: {} };
    const by = { createdBy: actor.userId, createdAt: new Date(from), startedBy: actor.userId };
    const { tenantId } = actor;
    await tx
      .insert(tables.experiments)
      .values({ id: experimentId, tenantId, fleetId, number, ...said, ...by, ...ended });
    const { personaVersionId, listingId } = published;
    const version = { tenantId, experimentId, fleetId, personaVersionId, listingId, live: false };
    await tx.insert(tables.experimentVersions).values(version);
  });
  const signals = ["request_rate", "latency_p95", "error_rate", "allocated_cores", "experiment_marker", "secret_rate"];
  await recordDictionary(hub.deps, {
    ...host,
    epoch: number,
    id: 1,
    signals: signals.map((name) => ({ name, unit: "1" })),
  });
  const marker = number * 16 + 1;
  const frames = Array.from({ length: minutes * 6 }, (_, index) => ({
    ...host,
    epoch: number,
    seq: index + 1,
    at: from + (index + 1) * 10_000,
    kind: FRAME_KINDS.metrics,
    // Now and then the host was on no arm: such a frame is nobody's to learn from.
    payload: encodeMetrics({ dictionaryId: 1, values: [100 + index, 90, 0, 2, index % 10 === 9 ? null : marker, 7] }),
  }));
  const draws = minutes * 2;
  const decisions = Array.from({ length: draws }, (_, index) => ({
    ...host,
    epoch: number,
    seq: 10_000 + index,
    at: from + index * everyS * 1000,
    kind: FRAME_KINDS.decision,
    payload: encodeRecord(decisionAt(from + index * everyS * 1000, { published, experimentId, marker })),
  }));
  await ingestFrames(hub.deps, [...frames, ...decisions]);
  return { experimentId, draws, from };
}

type Under = { readonly published: PublishedPersona; readonly experimentId: string; readonly marker: number };

function decisionAt(at: number, { published, experimentId, marker }: Under): DecisionRecord {
  const { personaId, version, digest } = published;
  const drawn = { sample: 0.4, logProbability: -0.3 };
  return {
    persona: { id: personaId, version, digest },
    assignmentId: null,
    experiment: { experimentId, arm: "bold", marker },
    explanation: "host web-1 of Example Ltd grew",
    apply: { kind: "applied", steps: ["set /var/lib/secret"], tookMs: 1 },
    tookMs: 1,
    decision: {
      at,
      mode: "active",
      decider: "policy",
      handover: null,
      outcome: "adjust",
      because: "adjusted",
      deviationScore: 0.1,
      magnitude: 0.1,
      confidence: { total: 0.8 },
      verdicts: [
        { attribute: "cpu_allocation", current: 0.2, recommended: 0.25, final: 0.22, clippedBy: [], heldBy: null },
      ],
      signals: { request_rate: 120 },
      exploration: { everyMs: everyS * 1000, at, logProbability: -0.3, samples: { cpu_allocation: drawn } },
    },
  };
}

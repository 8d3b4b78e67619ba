import { randomUUID } from "node:crypto";
import { tables, withTenant } from "@fleet-persona/db";
import { experimentPlanSchema } from "@fleet-persona/experiments";
import type { ExperimentPlan, ExperimentStatus } from "@fleet-persona/experiments";
import { EXPERIMENT_MARKER, FRAME_KINDS, encodeMetrics } from "@fleet-persona/protocol";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "../../actor.ts";
import { openAgentSession, renewAgentSession } from "../../agents/agent-session.ts";
import type { AgentSession } from "../../agents/agent-session.ts";
import type { HostKey } from "../../agents/host-key.ts";
import { readHostState } from "../../agents/read-host-state.ts";
import type { HostState } from "../../agents/read-host-state.ts";
import { recordDictionary } from "../../agents/record-dictionary.ts";
import { createEnrolmentToken } from "../../enrolment/create-enrolment-token.ts";
import { enrolHost } from "../../enrolment/enrol-host.ts";
import { createFleet } from "../../fleets/create-fleet.ts";
import { hostIdSchema, tenantIdSchema } from "../../ids.ts";
import type { ExperimentId, FleetId, PersonaVersionId } from "../../ids.ts";
import { approveVersion } from "../../reviews/approve-version.ts";
import { getPersona } from "../../store/get-persona.ts";
import { ingestFrames } from "../../telemetry/ingest-frames.ts";
import { enrolment, newOwner, newSeller, publishPassed } from "../../testing/test-hub.fixture.ts";
import type { TestHub } from "../../testing/test-hub.fixture.ts";
import { execute } from "../../use-case/execute.ts";
import { dueExperiments, lookAtExperiment } from "../look-at-experiment.ts";

/** What a host's frame shows: its latency, ms; null: the signal was not observed. */
export type Effect = (host: {
  readonly index: number;
  readonly version: number;
  readonly arm: string | null;
  readonly second: number;
}) => number | null;

type DrivenHost = {
  readonly session: AgentSession;
  readonly index: number;
  seq: number;
  state: HostState;
  online: boolean;
  backlog: Frame[];
  skewMs: number;
  /** Answers, and tells no frame. */
  silent: boolean;
  /** Makes frames that stay in its outbox. */
  holdsBack: boolean;
  /** Follows this whatever it is told. */
  frozen: HostState | null;
};
type Frame = Parameters<typeof ingestFrames>[1][number];

/** A fleet whose hosts do what the hub says and tell frames of an effect, in time that a test moves. */
export type DrivenFleet = {
  readonly hub: TestHub;
  readonly buyer: Actor;
  readonly seller: Actor;
  readonly fleetId: FleetId;
  /** Two versions of one Persona, both approved as active; the first one is in charge. */
  readonly versions: readonly [PersonaVersionId, PersonaVersionId];
  readonly hosts: DrivenHost[];
  addHost(): Promise<DrivenHost>;
  /** Goes on for so long: a frame of each host every `stepS`, and every look that is due. */
  run(seconds: number, options?: { until?: () => Promise<boolean>; looks?: boolean }): Promise<void>;
  effect: Effect;
  /** Whether frames reach the hub; otherwise hosts keep them, as an outbox does. */
  reaches: boolean;
};

const stepS = 5;
const renewEveryS = 25;
export const signals = [
  { name: "latency_p95", unit: "ms" },
  { name: "request_rate", unit: "1/s" },
  { name: EXPERIMENT_MARKER, unit: "" },
];

export async function publishTwo(hub: TestHub) {
  const { seller, published } = await newSeller(hub);
  const second = await publishPassed(hub, seller, { version: 2, confidence_score: 0.7 });
  return {
    seller,
    listingId: published.listingId,
    versions: [published.personaVersionId, second.personaVersionId] as const,
  };
}

export async function driveFleet(
  hub: TestHub,
  { seller, listingId, versions }: Awaited<ReturnType<typeof publishTwo>>,
  hostCount: number,
): Promise<DrivenFleet> {
  const buyer = await newOwner(hub);
  await execute(hub.deps, buyer, getPersona, { listingId });
  const { fleetId } = await execute(hub.deps, buyer, createFleet, { name: "Web", slug: "web" });
  const approved = { fleetIds: [fleetId], mode: "active" as const };
  await execute(hub.deps, buyer, approveVersion, { ...approved, personaVersionId: versions[0] });
  await execute(hub.deps, buyer, approveVersion, { ...approved, personaVersionId: versions[1], inCharge: false });
  const fleet: DrivenFleet = {
    hub,
    buyer,
    seller,
    fleetId,
    versions,
    hosts: [],
    effect: () => 100,
    reaches: true,
    addHost: () => addHost(fleet),
    run: (seconds, options = {}) => run(fleet, seconds, options),
  };
  for (let index = 0; index < hostCount; index++) await addHost(fleet);
  await fleet.run(30);
  return fleet;
}

async function addHost(fleet: DrivenFleet): Promise<DrivenHost> {
  const { hub, buyer, fleetId } = fleet;
  const { token } = await execute(hub.deps, buyer, createEnrolmentToken, { fleetId });
  const index = fleet.hosts.length;
  const asked = { ...enrolment(hub, token), hostName: `web-${index}` };
  const enrolled = await enrolHost(hub.deps, asked);
  const key: HostKey = {
    tenantId: tenantIdSchema.parse(enrolled.tenantId),
    hostId: hostIdSchema.parse(enrolled.hostId),
  };
  const opening = { gatewayId: "g", agentVersion: "1", protocol: 4, capabilities: {} };
  const session = await openAgentSession(hub.deps, { ...key, ...opening });
  await recordDictionary(hub.deps, { ...key, epoch: 1, id: 1, signals });
  const state = await readHostState(hub.deps, key);
  const host: DrivenHost = {
    session,
    index,
    seq: 0,
    state,
    online: true,
    backlog: [],
    skewMs: 0,
    silent: false,
    holdsBack: false,
    frozen: null,
  };
  fleet.hosts.push(host);
  return host;
}

async function run(
  fleet: DrivenFleet,
  seconds: number,
  { until, looks = true }: { until?: () => Promise<boolean>; looks?: boolean },
): Promise<void> {
  const { hub } = fleet;
  for (let at = 0; at < seconds; at += stepS) {
    hub.advance(stepS * 1000);
    await tell(fleet);
    if (looks) await lookAtAll(fleet);
    await follow(fleet);
    if (until !== undefined && (await until())) return;
  }
}

async function tell(fleet: DrivenFleet): Promise<void> {
  const { hub } = fleet;
  const online = fleet.hosts.filter((host) => host.online);
  for (const host of online) {
    if ((hub.deps.now().getTime() / 1000) % renewEveryS < stepS && fleet.reaches)
      await renewAgentSession(hub.deps, host.session);
    if (host.silent) continue;
    const { assignment } = host.frozen ?? host.state;
    const arm = assignment?.experiment?.arm ?? null;
    const at = hub.deps.now().getTime() + host.skewMs;
    const latency = fleet.effect({ index: host.index, version: assignment?.version ?? 0, arm, second: at / 1000 });
    const values = [latency, 100, assignment?.experiment?.marker ?? null];
    host.seq += 1;
    const { tenantId, hostId } = host.session;
    const payload = encodeMetrics({ dictionaryId: 1, values });
    host.backlog.push({ tenantId, hostId, epoch: 1, seq: host.seq, at, kind: FRAME_KINDS.metrics, payload });
  }
  if (!fleet.reaches) return;
  const telling = online.filter(({ holdsBack }) => !holdsBack);
  await ingestFrames(
    hub.deps,
    telling.flatMap(({ backlog }) => backlog),
  );
  for (const host of telling) host.backlog = [];
}

export async function lookAtAll({ hub }: DrivenFleet): Promise<void> {
  for (const key of await dueExperiments(hub.deps, 100)) await lookAtExperiment(hub.deps, key);
}

// As the gateway: hosts are told when the fleet's revision rises.
async function follow({ hub, buyer, fleetId, hosts, reaches }: DrivenFleet): Promise<void> {
  const { fleets } = tables;
  const [row] = await withTenant(hub.deps.db, buyer.tenantId, (tx) =>
    tx.select({ revision: fleets.revision }).from(fleets).where(eq(fleets.id, fleetId)),
  );
  const behind = hosts.filter(({ online, state }) => online && reaches && state.revision !== row?.revision);
  await Promise.all(
    behind.map(async (host) => {
      host.state = await readHostState(hub.deps, host.session);
    }),
  );
}

/** Where an experiment is, without all that its page shows. */
export async function statusOf(
  { hub, buyer }: DrivenFleet,
  experimentId: ExperimentId,
): Promise<ExperimentStatus | null> {
  const { experiments } = tables;
  const [row] = await withTenant(hub.deps.db, buyer.tenantId, (tx) =>
    tx.select({ status: experiments.status }).from(experiments).where(eq(experiments.id, experimentId)),
  );
  return row?.status ?? null;
}

/** A plan over latency: what is in charge as the control, version 2 beside it. */
export function planFor(
  { versions }: DrivenFleet,
  changes: Partial<z.input<typeof experimentPlanSchema>> = {},
): ExperimentPlan {
  return experimentPlanSchema.parse({
    name: `Version 2 ${randomUUID().slice(0, 8)}`,
    design: { kind: "hosts" },
    arms: [
      { name: "control", title: "Version 1", treatment: { kind: "as-is" } },
      { name: "two", title: "Version 2", treatment: { kind: "persona", personaVersionId: versions[1] } },
    ],
    metrics: [
      {
        name: "latency",
        title: "Latency",
        unit: "ms",
        better: "lower",
        measure: { kind: "mean", signal: "latency_p95" },
      },
    ],
    goal: "latency",
    guardrails: [{ metric: "latency", margin: 0.2, scale: "relative" }],
    minimumEffect: 0.1,
    minS: 60,
    maxS: 900,
    aaS: 0,
    ramp: [
      { percent: 50, leastS: 30 },
      { percent: 100, leastS: 30 },
    ],
    confirm: false,
    promote: "automatic",
    ...changes,
  });
}

/** A latency around a mean, told apart by host and time without any chance. */
export function around(mean: number, { index, second }: { index: number; second: number }): number {
  return mean * (1 + 0.02 * Math.sin(index * 12.9898) + 0.03 * Math.sin(second * 78.233 + index));
}

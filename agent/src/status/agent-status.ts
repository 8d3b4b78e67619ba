import type { Controls } from "@fleet-persona/engine";
import type { AttributeValue } from "@fleet-persona/persona";
import type { ExperimentStatus, HostStatus, RevocationStatus } from "@fleet-persona/protocol";
import type { Identity } from "../identity/identity.ts";
import type { DecisionTotals } from "../journal/journal.ts";
import type { LoopView } from "../loop/control-loop.ts";
import { onArm } from "../personas/arms.ts";
import type { PersonaStore } from "../personas/persona-store.ts";
import { dueAt, type KeptRevocation } from "../personas/revocations.ts";
import type { NamedHealth } from "../sources/source-set.ts";
import type { Target } from "../targets/target.ts";
import type { TrustReport } from "../trust/trust-desk.ts";
import type { UplinkInfo } from "../uplink/uplink.ts";
import { AGENT_VERSION } from "../version.ts";
import type { Measured } from "./measure.ts";

/** What `fleet-agent status --json` prints. Times are ms since the epoch. */
export type AgentStatus = Readonly<{
  version: string;
  pid: number;
  updatedAt: number;
  hostId: string;
  fleetId: string;
  connected: boolean;
  hub: { gatewayUrl: string; since: number | null; problem: string | null; needsOperator: boolean };
  persona: HostStatus["persona"];
  mode: HostStatus["mode"];
  paused: boolean;
  killSwitch: { by: string; reason: string } | null;
  /** While what runs is revoked: why, from when on this host goes to its safe configuration, and how far it is. */
  revocation: (RevocationStatus & { since: number; reason: string }) | null;
  /** The arm of an experiment that is in force: since when, and in a sentence. Null outside experiments. */
  experiment: (ExperimentStatus & { marker: number; message: string }) | null;
  pauses: Controls["pauses"];
  /** Whether this host decides the fleet's attributes, follows who does, or knows nobody who does. */
  leadership: Controls["leadership"]["kind"];
  /** Attributes that another hand changed and that are left alone. */
  hands: LoopView["hands"];
  fallback: string | null;
  /** How each of the four stands that must agree before anything is installed. */
  trust: TrustReport;
  targets: HostStatus["health"]["targets"];
  cannot: readonly string[];
  /** Where signals come from beside the targets, and how fresh each is. */
  sources: readonly NamedHealth[];
  config: Readonly<Record<string, AttributeValue>>;
  decisions: DecisionTotals;
  firstAppliedAt: number | null;
  outbox: { frames: number; bytes: number };
  decisionLatencyMs: Measured["decisionLatencyMs"];
  rssMb: number;
  cpuShare: number;
  uptimeS: number;
}>;

/** The part of it that the hub is told. */
export function hostStatus(status: AgentStatus): Omit<HostStatus, "type"> {
  const { persona, mode, paused, config, fallback, targets, outbox, decisionLatencyMs, revocation, experiment } =
    status;
  return {
    persona,
    mode,
    paused,
    config: { ...config },
    health: {
      fallback: fallback?.slice(0, 200) ?? null,
      targets,
      outbox,
      process: {
        rssMb: status.rssMb,
        cpuShare: status.cpuShare,
        decisionP99Ms: decisionLatencyMs.count === 0 ? null : decisionLatencyMs.p99,
        uptimeS: status.uptimeS,
      },
    },
    revocation: revocation === null ? null : toldOf(revocation),
    experiment: experiment === null ? null : armOf(experiment),
  };
}

function toldOf({ digest, state, startsAt, message }: RevocationStatus): RevocationStatus {
  return { digest, state, startsAt, message };
}

function armOf({ experimentId, arm, since }: ExperimentStatus): ExperimentStatus {
  return { experimentId, arm, since };
}

function experimentStatus({
  standing,
  running,
}: Pick<PersonaStore, "standing" | "running">): AgentStatus["experiment"] {
  const experiment = running?.assignment.experiment;
  if (running === undefined || experiment === undefined || standing.arm === null) return null;
  return { ...standing.arm, marker: experiment.marker, message: onArm(experiment, running.assignment) };
}

function revocationStatus(
  revocation: KeptRevocation | undefined,
  { safeWay }: LoopView,
  now: number,
): AgentStatus["revocation"] {
  if (revocation === undefined) return null;
  const { digest, since, reason } = revocation;
  const startsAt = dueAt(revocation);
  const known = { digest, since, reason, startsAt };
  // Before the first decision of its wave a host is about to go.
  const way = safeWay ?? { state: now < startsAt ? ("waiting" as const) : ("going" as const), message: null };
  return { ...known, ...way };
}

/** Puts the status together from its parts. */
export function statusOf(parts: {
  now: number;
  identity: Identity;
  gatewayUrl: string;
  target: Pick<Target, "name">;
  controls: Controls;
  sources: readonly NamedHealth[];
  hub: UplinkInfo;
  store: Pick<PersonaStore, "report" | "running" | "revocation" | "standing">;
  trust: TrustReport;
  loop: LoopView;
  totals: DecisionTotals;
  backlog: { frames: number; bytes: number };
  measured: Measured;
}): AgentStatus {
  const { hub, loop, measured, identity } = parts;
  const { connected, ...why } = hub;
  return {
    version: AGENT_VERSION,
    pid: process.pid,
    updatedAt: parts.now,
    hostId: identity.hostId,
    fleetId: identity.fleetId,
    connected,
    hub: { gatewayUrl: parts.gatewayUrl, ...why },
    persona: parts.store.report,
    mode: parts.store.running?.assignment.mode ?? "off",
    paused: parts.controls.pauses.length > 0,
    killSwitch: parts.controls.killSwitch,
    revocation: revocationStatus(parts.store.revocation, loop, parts.now),
    experiment: experimentStatus(parts.store),
    pauses: parts.controls.pauses,
    leadership: parts.controls.leadership.kind,
    hands: loop.hands,
    fallback: loop.fallback,
    trust: parts.trust,
    targets: [
      {
        name: parts.target.name,
        state: loop.lost === null ? "connected" : "lost",
        message: loop.lost?.slice(0, 500) ?? null,
      },
    ],
    cannot: loop.description?.cannot ?? [],
    sources: parts.sources,
    config: loop.config,
    decisions: parts.totals,
    firstAppliedAt: loop.firstAppliedAt,
    outbox: parts.backlog,
    ...measured,
  };
}

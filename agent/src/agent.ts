import type { Controls } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { Context } from "@fleet-persona/protocol";
import { messageOf } from "./agent-error.ts";
import type { AgentConfig } from "./config/agent-config.ts";
import { exportFilter } from "./config/export-list.ts";
import { watchedBounds } from "./config/watched-bounds.ts";
import { contextBoard, type ContextBoard } from "./control/context-board.ts";
import { fleetControls } from "./control/fleet-controls.ts";
import { LeaderSeat } from "./control/leader-seat.ts";
import { localControls } from "./control/local-controls.ts";
import { monotonic, startHubLink } from "./hub-link.ts";
import type { HostKey } from "./identity/host-key.ts";
import type { Identity } from "./identity/identity.ts";
import { openJournal, type Journal } from "./journal/journal.ts";
import { ControlLoop } from "./loop/control-loop.ts";
import { metricFramer } from "./loop/metric-frame.ts";
import { targetSet } from "./loop/target-set.ts";
import { ticker } from "./loop/ticker.ts";
import { openOutbox, type Outbox } from "./outbox/outbox.ts";
import { PersonaStore } from "./personas/persona-store.ts";
import { revokedNow } from "./personas/revocations.ts";
import { loadPolicy } from "./policy/policy-runtime.ts";
import { reporter, type Reporter } from "./reporter.ts";
import { writeFileAtomically } from "./state/atomic-file.ts";
import type { StateFolder } from "./state/state-folder.ts";
import type { Source } from "./sources/source.ts";
import { sourceSet, type SourceSet } from "./sources/source-set.ts";
import { statusOf, type AgentStatus } from "./status/agent-status.ts";
import { meter, type Meter } from "./status/measure.ts";
import type { Target } from "./targets/target.ts";
import { LeaseWatch } from "./trust/lease-watch.ts";
import { openTrustOf } from "./trust/open-trust.ts";
import type { TrustDesk } from "./trust/trust-desk.ts";
import { AGENT_VERSION } from "./version.ts";

export type AgentDeps = Readonly<{
  state: StateFolder;
  config: AgentConfig;
  identity: Identity;
  key: HostKey;
  targets: readonly Target[];
  sources?: readonly Source[];
  /** Where the host's bounds are read again when they change. */
  configPath?: string;
  log: (line: string) => void;
  now?: () => number;
  chance?: () => number;
}>;

export type RunningAgent = AsyncDisposable & Readonly<{ status(): AgentStatus }>;

const STATUS_MS = 2000;
const PRUNE_MS = 60_000;
const POLICY_LIMIT_MS = 100;

/** Starts everything; disposing stops it in order and leaves what still waits in the outbox. */
export async function startAgent(deps: AgentDeps): Promise<RunningAgent> {
  const { config, identity, key, log, chance = Math.random } = deps;
  const parts = openParts(deps);
  const { journal, outbox, report, target, store, lease, loop, now } = parts;
  report.say("agent-started", `The agent ${AGENT_VERSION} started.`);
  store.restore();
  lease.look();
  const onError = (error: unknown): void => log(`unexpected: ${messageOf(error)}`);
  const gatewayUrl = config.gateway_url ?? identity.gatewayUrl;
  // Rounds run before the hub is asked for anything: a hub that is gone delays nothing.
  const intervalMs = config.interval_ms;
  const rounds = ticker({ intervalMs, work: () => loop.round(), onError });
  const onChange = (): void => tell();
  const { seat, context } = parts;
  const onContext = (told: Context): void => context.heard(told, now());
  const mayLead = (): boolean => leadsSomething(store);
  const wired = { seat, mayLead, onContext, onChange, lease, tufFolder: deps.state.trust.tuf };
  const hub = { gatewayUrl, identity, key, outbox, store, report, target, now, chance, log, ...wired };
  const link = await startHubLink(hub);
  parts.onLed.to = (values) => link.decided(values);
  const status = (): AgentStatus => statusOf({ ...whatIs(parts), identity, gatewayUrl, hub: link.info() });
  function tell(): void {
    const current = status();
    writeFileAtomically(deps.state.status, JSON.stringify(current), { durable: false });
    link.tell(current);
  }
  // Between the rounds, so that writing the status never adds to a decision's time.
  const tick = async (): Promise<void> => {
    parts.sources.events(now()).forEach(report.emit);
    lease.look();
    tell();
  };
  const reports = ticker({ intervalMs: STATUS_MS, phaseMs: intervalMs / 2, work: tick, onError });
  const pruning = setInterval(() => journal.prune(now()), PRUNE_MS);
  const stop = async (): Promise<void> => {
    clearInterval(pruning);
    await rounds[Symbol.asyncDispose]();
    await reports[Symbol.asyncDispose]();
    loop.save();
    report.say("agent-stopped", "The agent was stopped.");
    await link[Symbol.asyncDispose]();
    store.release();
    await target.close();
    await parts.sources.close();
    tell();
    outbox[Symbol.dispose]();
    journal[Symbol.dispose]();
  };
  return { status, [Symbol.asyncDispose]: stop };
}

type Parts = Readonly<{
  journal: Journal;
  outbox: Outbox;
  report: Reporter;
  measured: Meter;
  target: Target;
  store: PersonaStore;
  trust: TrustDesk;
  lease: LeaseWatch;
  loop: ControlLoop;
  seat: LeaderSeat;
  context: ContextBoard;
  sources: SourceSet;
  controls: (now: number) => Controls;
  /** Where the loop's word as the leader goes once there is a hub to tell. */
  onLed: { to: (values: Configuration) => void };
  now: () => number;
}>;

function openParts(deps: AgentDeps): Parts {
  const { state, config, targets, identity, log, now = Date.now } = deps;
  const { max_metric_frames: maxMetricFrames, max_bytes: maxBytes } = config.outbox;
  const journal = openJournal(state.journal);
  const outbox = openOutbox(state.outbox, { maxMetricFrames, maxBytes }, now());
  const report = reporter(outbox, now, log);
  const measured = meter();
  const target = targetSet(targets);
  const trust = openTrustOf(state, identity, now);
  const store = new PersonaStore({
    folder: state,
    trust,
    load: (persona) => loadPolicy(persona, { emptyFolder: state.empty, limitMs: POLICY_LIMIT_MS }),
    emit: report.emit,
    now,
  });
  const watched = { desk: trust, running: () => store.running, hostId: identity.hostId };
  const lease = new LeaseWatch({ ...watched, emit: report.emit, log });
  const seat = new LeaderSeat({ path: state.leadership, hostId: identity.hostId, clock: monotonic });
  const local = localControls(state, config.kill_switch);
  const controls = (at: number): Controls => {
    const rest = { leadership: seat.role(), revoked: revokedNow(store.revocation, at) };
    return fleetControls(store.standing, local(at), rest, at);
  };
  const context = contextBoard();
  const sources = sourceSet(deps.sources ?? []);
  const onLed = { to: (): void => undefined };
  const kept = { journal, outbox, report, measured, target, store, trust, lease };
  const parts = { ...kept, sources, seat, context, controls, onLed, now };
  return { ...parts, loop: controlLoop(parts, deps) };
}

function controlLoop(parts: Omit<Parts, "loop">, deps: AgentDeps): ControlLoop {
  const { config, configPath, log, chance = Math.random } = deps;
  const { journal, outbox, report, measured, target, store, lease, sources, context, controls, onLed, now } = parts;
  const exported = exportFilter(config.export_signals);
  return new ControlLoop({
    target,
    journal,
    meter: measured,
    hostBounds: watchedBounds(configPath, config, log),
    otherSignals: (at) => ({ ...context.signals(at), ...sources.read(at) }),
    now,
    stopwatch: () => performance.now(),
    persona: () => store.running,
    lapsed: () => lease.lapsed(),
    control: () => store.standing.control,
    controls,
    exported,
    metricFrame: metricFramer(outbox, exported),
    send: report.send,
    emit: report.emit,
    onJudged: (worked) => store.judge(worked),
    onLed: (values) => onLed.to(values),
    chance,
    collectLimitMs: Math.max(500, config.interval_ms * 0.8),
    stepLimitMs: Math.max(2000, 2 * config.interval_ms),
  });
}

// Only who runs a Persona that steers something of the fleet's may lead it.
function leadsSomething({ running }: PersonaStore): boolean {
  if (running === undefined || running.assignment.mode === "off") return false;
  return running.persona.manifest.attributes.some(({ scope }) => scope === "fleet");
}

function whatIs({ now, target, store, trust, loop, journal, outbox, measured, controls, sources }: Parts) {
  return {
    now: now(),
    target,
    controls: controls(now()),
    sources: sources.health(now()),
    store,
    trust: trust.report(),
    loop: loop.view(),
    totals: journal.totals(),
    backlog: outbox.backlog(),
    measured: measured.read(),
  };
}

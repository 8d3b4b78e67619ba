import { hasDrawn, noteLost, type Bounds, type Controls, type Decision, type Signals } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { Control, EventRecord } from "@fleet-persona/protocol";
import type { ApplyOutcome } from "../apply/apply-outcome.ts";
import { recoverUnfinished } from "../apply/recovery.ts";
import type { Journal } from "../journal/journal.ts";
import type { NewFrame } from "../outbox/outbox.ts";
import type { Meter } from "../status/measure.ts";
import type { Target, TargetDescription } from "../targets/target.ts";
import { act, applyFailedEvent, mayApply, remembering } from "./act.ts";
import { collector, type Collected } from "./collect.ts";
import {
  attribute,
  decide,
  deciderMemory,
  forecastNames,
  foresee,
  unasked,
  type DeciderMemory,
  type Moment,
} from "./decide.ts";
import { decisionFrame, holdKey, recordedArm } from "./decision-record.ts";
import { edges } from "./edges.ts";
import { engineFrame, type EngineFrame, type FrameParts } from "./engine-settings.ts";
import { exploringOf } from "./exploring.ts";
import type { MetricSample } from "./metric-frame.ts";
import { replayOf } from "./replay.ts";
import { personaLabel, type RunningPersona } from "./running-persona.ts";
import { safeWayOf, type SafeWay } from "./safe-way.ts";
import { heapTidier } from "./tidy-heap.ts";

export type ControlLoopDeps = Readonly<{
  target: Target;
  journal: Journal;
  meter: Meter;
  hostBounds: () => Bounds;
  /** What this host's sources and the hub know; what the target observes itself comes before it. */
  otherSignals: (now: number) => Signals;
  /** Wall clock in ms since the epoch, and a clock that only runs forward for durations. */
  now: () => number;
  stopwatch: () => number;
  persona: () => RunningPersona | undefined;
  /** Whether the running Persona's lease and its grace are over. */
  lapsed: () => boolean;
  /** What people say about the fleet, as the hub told it and in the engine's terms right now. */
  control: () => Control | null;
  controls: (now: number) => Controls;
  exported: (signal: string) => boolean;
  metricFrame: (sample: MetricSample) => NewFrame;
  send: (frames: readonly NewFrame[]) => void;
  emit: (event: EventRecord) => void;
  onJudged: (policyWorked: boolean) => void;
  /** Uniform variates in [0, 1), for experiments. */
  chance: () => number;
  /** Fleet-scope values that this host set as the fleet's leader. */
  onLed: (values: Configuration) => void;
  collectLimitMs: number;
  stepLimitMs: number;
}>;

/** What the loop last saw, for `status`. */
export type LoopView = Readonly<{
  config: Configuration;
  fallback: string | null;
  lost: string | null;
  description: TargetDescription | undefined;
  firstAppliedAt: number | null;
  hands: Decision["hands"];
  /** Where the last decision was on the way to the safe configuration; null when it was on none. */
  safeWay: SafeWay | null;
}>;

const MEMORY_KEY = "decider";
const SAFE_KEY = "safe-configuration";
const SAVE_MEMORY_MS = 10_000;
const REHEARSALS = 20;

/** One round: look, foresee, infer, decide, journal, and in `active` apply; then tell. Rounds never overlap. */
export class ControlLoop {
  readonly #deps: ControlLoopDeps;
  readonly #collect: ReturnType<typeof collector>;
  readonly #edges = edges();
  readonly #tidy = heapTidier();
  #memory: DeciderMemory;
  #frame: { of: FrameParts; frame: EngineFrame } | undefined;
  #names: { of: RunningPersona | undefined; names: readonly string[] } | undefined;
  #lastHold = "";
  #recovered = false;
  #rehearsed: string | undefined;
  #savedAt = 0;
  #view: Omit<LoopView, "fallback" | "lost"> = {
    config: {},
    description: undefined,
    firstAppliedAt: null,
    hands: {},
    safeWay: null,
  };

  constructor(deps: ControlLoopDeps) {
    this.#deps = deps;
    this.#collect = collector(deps.target, deps.collectLimitMs);
    this.#memory = deciderMemory(deps.journal.recall(MEMORY_KEY) as Partial<DeciderMemory> | undefined);
  }

  view(): LoopView {
    return { ...this.#view, fallback: this.#edges.fallback(), lost: this.#edges.lost() };
  }

  /** Runs one round. Never rejects for what the target does; a lost target is an event and the next round tries again. */
  async round(): Promise<void> {
    const deps = this.#deps;
    const seen = await this.#collect(deps.now());
    if (seen.kind === "lost") return this.#lose(seen.message);
    this.#edges.targetSeen(deps.target.name).forEach(deps.emit);
    if (!this.#recovered && (await this.#recover())) return;
    if (this.#rehearse(seen)) return await this.round();
    const { config, description } = seen;
    this.#view = { ...this.#view, config, description };
    this.#tidy();
    const collectedAt = deps.stopwatch();
    const now = deps.now();
    const observed = { ...deps.otherSignals(now), ...seen.signals };
    const foreseen = foresee(this.#memory, observed, now, this.#forecastNames());
    this.#memory = foreseen.memory;
    const sample = { at: now, signals: foreseen.signals, config, description };
    const running = deps.persona();
    if (running === undefined || running.assignment.mode === "off") {
      deps.send([deps.metricFrame({ ...sample, decision: undefined })]);
      return;
    }
    await this.#decideAndAct(running, sample, collectedAt);
  }

  // What is found after a loss proves nothing about who set it.
  #lose(message: string): void {
    this.#edges.targetLost(this.#deps.target.name, message).forEach(this.#deps.emit);
    this.#memory = { ...this.#memory, engine: noteLost(this.#memory.engine) };
  }

  // A new Persona decides a few times for nobody first: its first real decision finds code and pages warm.
  #rehearse({ signals, config, description }: Extract<Collected, { kind: "collected" }>): boolean {
    const running = this.#deps.persona();
    const digest = running?.persona.digest;
    if (running === undefined || digest === this.#rehearsed) return false;
    this.#rehearsed = digest;
    const now = this.#deps.now();
    const frame = this.#engineFrame(running, description, config);
    const controls = this.#deps.controls(now);
    for (let turn = 0; turn < REHEARSALS; turn += 1) {
      const foreseen = foresee(this.#memory, signals, now, this.#forecastNames());
      const moment = { running, lapsed: false, frame, controls, signals: foreseen.signals, config, now };
      const { decision } = decide(foreseen.memory, moment);
      this.#deps.journal.remember("rehearsal", decision);
    }
    return true;
  }

  // This round's look is from before the way back: the next one reads again before anything is decided.
  async #recover(): Promise<boolean> {
    const { journal, target, persona, stepLimitMs, emit } = this.#deps;
    const attributes = persona()?.persona.manifest.attributes ?? [];
    const recovered = await recoverUnfinished(journal, target, attributes, stepLimitMs);
    for (const { outcome } of recovered) {
      if (outcome.kind === "undone" || outcome.kind === "failed") emit(applyFailedEvent(outcome));
    }
    this.#recovered = true;
    return recovered.length > 0;
  }

  /** Writes what must survive; call once after the last round. */
  save(): void {
    this.#deps.journal.remember(MEMORY_KEY, this.#memory);
  }

  async #decideAndAct(
    running: RunningPersona,
    sample: Omit<MetricSample, "decision">,
    collectedAt: number,
  ): Promise<void> {
    const deps = this.#deps;
    const { at: now, config, description, signals } = sample;
    const frame = this.#engineFrame(running, description, config);
    const controls = deps.controls(now);
    const lapsed = deps.lapsed();
    const exploring = exploringOf(running, frame.settings.attributes.length, deps.chance);
    const moment: Moment = { running, lapsed, frame, controls, signals, config, now, exploring };
    const { memory, before, decision } = decide(this.#memory, moment);
    this.#memory = memory;
    const tells = this.#worthTelling(decision);
    const replay = tells ? this.#replay(moment, before) : undefined;
    const beside = { replay: replay ?? null, experiment: recordedArm(running.assignment) ?? null };
    const number = deps.journal.record(decision, personaLabel(running), beside);
    const tookMs = deps.stopwatch() - collectedAt;
    deps.meter.decided(tookMs);
    this.#tellEdges(decision, controls);
    const began = deps.stopwatch();
    const outcome = mayApply(decision) ? await act(deps, { number, running, decision, frame }) : null;
    if (outcome !== null) this.#settle(decision, outcome, frame, controls);
    const inForce = outcome?.kind === "applied" ? { ...config, ...outcome.readBack } : config;
    const { experiment } = running.assignment;
    const frames = [deps.metricFrame({ ...sample, config: inForce, decision, marker: experiment?.marker })];
    if (replay !== undefined) {
      const applyMs = deps.stopwatch() - began;
      const attribution = decision.outcome === "adjust" ? attribute(moment) : [];
      const told = { running, decision, attribution, replay, outcome, applyMs, tookMs, exported: deps.exported };
      frames.push(decisionFrame(told));
    }
    deps.send(frames);
    this.#saveNowAndThen(now, decision.outcome === "adjust" || hasDrawn(decision));
    if (unasked(moment) === null) deps.onJudged(decision.handover?.kind !== "policy");
  }

  #replay({ frame, controls, config, signals, now, running, exploring }: Moment, memory: DeciderMemory["engine"]) {
    const triggered = [...running.persona.manifest.triggers, ...controls.triggers].map(({ when }) => when.signal);
    return replayOf({ memory, ...frame, controls, config, signals, triggered, now, exploration: exploring });
  }

  #tellEdges(decision: Decision, controls: Controls): void {
    const { emit } = this.#deps;
    this.#view = { ...this.#view, hands: decision.hands, safeWay: safeWayOf(decision) };
    this.#edges.paused(controls.pauses.length > 0).forEach(emit);
    this.#edges.leads(controls.leadership.kind === "leads").forEach(emit);
    this.#edges.decided(decision).forEach(emit);
  }

  #settle(decision: Decision, outcome: ApplyOutcome, frame: EngineFrame, controls: Controls): void {
    this.#memory = { ...this.#memory, engine: remembering(this.#memory.engine, decision, outcome, frame) };
    if (outcome.kind !== "applied") return;
    this.#view = { ...this.#view, firstAppliedAt: this.#view.firstAppliedAt ?? this.#deps.now() };
    if (controls.leadership.kind !== "leads") return;
    const fleets = new Set(frame.settings.attributes.flatMap(({ name, scope }) => (scope === "fleet" ? [name] : [])));
    const led = Object.entries(outcome.readBack).filter(([name]) => fleets.has(name));
    if (led.length > 0) this.#deps.onLed(Object.fromEntries(led));
  }

  #engineFrame(running: RunningPersona, description: TargetDescription, config: Configuration): EngineFrame {
    const { hostBounds, control } = this.#deps;
    const of = { running, description, hostBounds: hostBounds(), control: control(), snapshot: this.#snapshot(config) };
    const known = this.#frame;
    if (known !== undefined && sameParts(known.of, of)) return known.frame;
    const frame = engineFrame(of);
    this.#frame = { of, frame };
    return frame;
  }

  // The safe configuration is what this host had before any Persona touched it.
  #snapshot(config: Configuration): Configuration {
    const { journal } = this.#deps;
    if (this.#frame !== undefined) return this.#frame.of.snapshot;
    const kept = journal.recall(SAFE_KEY) as Configuration | undefined;
    if (kept !== undefined) return kept;
    journal.remember(SAFE_KEY, config);
    return config;
  }

  #forecastNames(): readonly string[] {
    const of = this.#deps.persona();
    if (this.#names === undefined || this.#names.of !== of)
      this.#names = { of, names: forecastNames(of?.persona.manifest) };
    return this.#names.names;
  }

  #worthTelling(decision: Decision): boolean {
    if (decision.outcome === "adjust") {
      this.#lastHold = "";
      return true;
    }
    const key = holdKey(decision);
    if (key === this.#lastHold && !hasDrawn(decision)) return false;
    this.#lastHold = key;
    return true;
  }

  #saveNowAndThen(now: number, atOnce: boolean): void {
    if (!atOnce && now - this.#savedAt < SAVE_MEMORY_MS) return;
    this.#savedAt = now;
    this.save();
  }
}

function sameParts(a: FrameParts, b: FrameParts): boolean {
  return (
    a.running === b.running &&
    a.description === b.description &&
    a.hostBounds === b.hostBounds &&
    a.control === b.control &&
    a.snapshot === b.snapshot
  );
}

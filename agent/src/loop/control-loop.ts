import { changesOf, type Bounds, type Decision } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { EventRecord } from "@fleet-persona/protocol";
import type { ApplyOutcome } from "../apply/apply-outcome.ts";
import { execute } from "../apply/executor.ts";
import { recoverUnfinished } from "../apply/recovery.ts";
import type { Journal } from "../journal/journal.ts";
import type { NewFrame } from "../outbox/outbox.ts";
import type { Meter } from "../status/measure.ts";
import type { Target, TargetDescription } from "../targets/target.ts";
import { collector, type Collected } from "./collect.ts";
import { decide, forecastNames, foresee, initialDeciderMemory, type DeciderMemory } from "./decide.ts";
import { decisionFrame, holdKey } from "./decision-record.ts";
import { edges } from "./edges.ts";
import { engineFrame, withinBounds, type EngineFrame } from "./engine-settings.ts";
import type { MetricSample } from "./metric-frame.ts";
import { personaLabel, type RunningPersona } from "./running-persona.ts";
import { heapTidier } from "./tidy-heap.ts";

export type ControlLoopDeps = Readonly<{
  target: Target;
  journal: Journal;
  meter: Meter;
  hostBounds: Bounds;
  /** Wall clock in ms since the epoch, and a clock that only runs forward for durations. */
  now: () => number;
  stopwatch: () => number;
  persona: () => RunningPersona | undefined;
  paused: (now: number) => boolean;
  exported: (signal: string) => boolean;
  metricFrame: (sample: MetricSample) => NewFrame;
  send: (frames: readonly NewFrame[]) => void;
  emit: (event: EventRecord) => void;
  onJudged: (policyWorked: boolean) => void;
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
  #frame: { of: RunningPersona; description: TargetDescription; paused: boolean; frame: EngineFrame } | undefined;
  #names: { of: RunningPersona | undefined; names: readonly string[] } | undefined;
  #lastHold = "";
  #recovered = false;
  #rehearsed: string | undefined;
  #savedAt = 0;
  #view: LoopView = { config: {}, fallback: null, lost: null, description: undefined, firstAppliedAt: null };

  constructor(deps: ControlLoopDeps) {
    this.#deps = deps;
    this.#collect = collector(deps.target, deps.collectLimitMs);
    this.#memory = (deps.journal.recall(MEMORY_KEY) as DeciderMemory | undefined) ?? initialDeciderMemory();
  }

  view(): LoopView {
    return { ...this.#view, fallback: this.#edges.fallback(), lost: this.#edges.lost() };
  }

  /** Runs one round. Never rejects for what the target does; a lost target is an event and the next round tries again. */
  async round(): Promise<void> {
    const deps = this.#deps;
    const seen = await this.#collect(deps.now());
    if (seen.kind === "lost") {
      this.#edges.targetLost(deps.target.name, seen.message).forEach(deps.emit);
      return;
    }
    this.#edges.targetSeen(deps.target.name).forEach(deps.emit);
    if (!this.#recovered && (await this.#recover())) return;
    if (this.#rehearse(seen)) return await this.round();
    const { config, description } = seen;
    this.#view = { ...this.#view, config, description };
    this.#tidy();
    const collectedAt = deps.stopwatch();
    const now = deps.now();
    const foreseen = foresee(this.#memory, seen.signals, now, this.#forecastNames());
    this.#memory = foreseen.memory;
    const sample = { at: now, signals: foreseen.signals, config, description };
    const running = deps.persona();
    if (running === undefined || running.assignment.mode === "off") {
      deps.send([deps.metricFrame({ ...sample, decision: undefined })]);
      return;
    }
    await this.#decideAndAct(running, sample, collectedAt);
  }

  // A new Persona decides a few times for nobody first: its first real decision finds code and pages warm.
  #rehearse({ signals, config, description }: Extract<Collected, { kind: "collected" }>): boolean {
    const running = this.#deps.persona();
    const digest = running?.persona.digest;
    if (running === undefined || digest === this.#rehearsed) return false;
    this.#rehearsed = digest;
    const now = this.#deps.now();
    const frame = this.#engineFrame(running, description, config, now);
    for (let turn = 0; turn < REHEARSALS; turn += 1) {
      const foreseen = foresee(this.#memory, signals, now, this.#forecastNames());
      const { decision } = decide(foreseen.memory, { running, frame, signals: foreseen.signals, config, now });
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
    const { at: now, config, description } = sample;
    const frame = this.#engineFrame(running, description, config, now);
    const { memory, decision } = decide(this.#memory, { running, frame, signals: sample.signals, config, now });
    this.#memory = memory;
    const number = deps.journal.record(decision, personaLabel(running));
    const tookMs = deps.stopwatch() - collectedAt;
    deps.meter.decided(tookMs);
    this.#edges.decided(decision).forEach(deps.emit);
    const began = deps.stopwatch();
    const outcome = this.#mayApply(decision) ? await this.#apply(number, running, decision, frame) : null;
    const frames = [
      deps.metricFrame({
        ...sample,
        config: outcome?.kind === "applied" ? { ...config, ...outcome.readBack } : config,
        decision,
      }),
    ];
    if (this.#worthTelling(decision)) {
      const applyMs = deps.stopwatch() - began;
      frames.push(decisionFrame({ running, decision, outcome, applyMs, tookMs, exported: deps.exported }));
    }
    deps.send(frames);
    this.#saveNowAndThen(now, decision.outcome === "adjust");
    deps.onJudged(decision.handover?.kind !== "policy");
  }

  #mayApply({ outcome, mode }: Decision): boolean {
    return outcome === "adjust" && (mode === "active" || mode === "canary");
  }

  async #apply(number: number, running: RunningPersona, decision: Decision, frame: EngineFrame): Promise<ApplyOutcome> {
    const deps = this.#deps;
    const changes = changesOf(decision);
    const to = Object.fromEntries(changes.map((change) => [change.attribute, change.to]));
    const outcome = await execute(deps.target, {
      from: Object.fromEntries(changes.map((change) => [change.attribute, change.from])),
      to,
      attributes: running.persona.manifest.attributes,
      allowed: (attribute, value) => withinBounds(frame.bounds, attribute, value),
      stepLimitMs: deps.stepLimitMs,
      onBegin: (before) => deps.journal.beginApply(number, before, to),
    });
    deps.journal.concludeApply(number, outcome);
    if (outcome.kind === "applied") {
      this.#view = { ...this.#view, firstAppliedAt: this.#view.firstAppliedAt ?? deps.now() };
    } else if (outcome.kind !== "skipped") {
      deps.emit(applyFailedEvent(outcome));
    }
    return outcome;
  }

  #engineFrame(
    running: RunningPersona,
    description: TargetDescription,
    config: Configuration,
    now: number,
  ): EngineFrame {
    const paused = this.#deps.paused(now);
    this.#edges.paused(paused).forEach(this.#deps.emit);
    const known = this.#frame;
    if (known?.of === running && known.description === description && known.paused === paused) return known.frame;
    const { hostBounds } = this.#deps;
    const frame = engineFrame({ running, description, hostBounds, paused, safe: this.#safe(config) });
    this.#frame = { of: running, description, paused, frame };
    return frame;
  }

  // The safe configuration is what this host had before any Persona touched it.
  #safe(config: Configuration): Configuration {
    const { journal } = this.#deps;
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
    if (key === this.#lastHold) return false;
    this.#lastHold = key;
    return true;
  }

  #saveNowAndThen(now: number, atOnce: boolean): void {
    if (!atOnce && now - this.#savedAt < SAVE_MEMORY_MS) return;
    this.#savedAt = now;
    this.save();
  }
}

function applyFailedEvent(outcome: Extract<ApplyOutcome, { kind: "undone" | "failed" }>): EventRecord {
  const ending = outcome.kind === "undone" ? "Everything was put back" : `It could not be put back: ${outcome.undo}`;
  return {
    name: outcome.kind === "undone" ? "rolled-back" : "apply-failed",
    severity: "error",
    message: `${outcome.because}: ${outcome.message}. ${ending}.`.slice(0, 1000),
    detail: { because: outcome.because, step: outcome.step },
  };
}

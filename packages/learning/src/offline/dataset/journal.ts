import type { Configuration } from "@fleet-persona/persona";
import { movedShare, REWARD_TERMS, rewardTerms, type RewardScale, type RewardTerms } from "../../fleet/reward.ts";
import type {
  DatasetSpec,
  LoggedEpisode,
  LoggedPersona,
  LoggedSample,
  LoggedSituation,
  LoggedStep,
} from "./logged-episode.ts";

/** What of a decision record is read: the wire's shape, other fields may be there. */
export type JournalDecision = {
  readonly persona: LoggedPersona | null;
  readonly experiment?: { readonly experimentId: string; readonly arm: string; readonly marker: number } | undefined;
  readonly decision: {
    /** ms since the epoch. */
    readonly at: number;
    readonly decider: string;
    readonly signals: Readonly<Record<string, number | null>>;
    readonly verdicts: readonly {
      readonly attribute: string;
      readonly current: number | string | boolean;
      readonly final: number | string | boolean;
    }[];
    readonly exploration?:
      | { readonly everyMs: number; readonly at: number; readonly samples: Readonly<Record<string, LoggedSample>> }
      | undefined;
  };
  readonly apply: { readonly kind: string };
};

/** A metric frame by column name; null: not observed. */
export type JournalFrame = { readonly at: number; readonly values: Readonly<Record<string, number | null>> };

export type HostJournal = {
  readonly tenant: string;
  readonly host: string;
  /** Both in order of time. */
  readonly decisions: readonly JournalDecision[];
  readonly frames: readonly JournalFrame[];
};

/** What a frame is measured against. */
export type FrameMeasure = {
  readonly scale: RewardScale;
  readonly objective: { readonly p95Ms: number; readonly errorShare: number };
  /** Of a core for a second, in the unit of the scale. */
  readonly perCoreSecond: number;
  /** Seconds that a frame stands for. */
  readonly frameS: number;
};

const MARKER = "experiment_marker";

/**
 * The stretches of a host's journal in which it drew samples one after the other under one marker. A draw that is missing, made by
 * other hands (fallback, trigger), or whose time nobody measured ends an episode; the next begins with the next draw. What a
 * failed or undone apply left is what its frames say.
 */
export function episodesOf(spec: DatasetSpec, journal: HostJournal, measure: FrameMeasure): readonly LoggedEpisode[] {
  const { draws, moves } = readDecisions(spec, journal);
  const episodes: LoggedEpisode[] = [];
  let steps: LoggedStep[] = [];
  let frame = 0;
  for (const [at, draw] of draws.entries()) {
    const next = draws[at + 1];
    const follows =
      next !== undefined && next.key === draw.key && Math.abs(next.at - draw.at - spec.everyMs) <= spec.everyMs / 2;
    const until = follows ? next.at : draw.at;
    // A frame tells of the time before it: one at the moment of a draw is still of before.
    while (timeOf(journal.frames[frame]) <= draw.at) frame += 1;
    const first = frame;
    while (timeOf(journal.frames[frame]) <= until) frame += 1;
    const measured = journal.frames.slice(first, frame);
    const outcome = follows ? outcomeOf(measured, draw.marker, measure) : null;
    if (outcome !== null) {
      const { signals, present, config, samples, applied } = draw;
      const churn = moves.reduce((sum, move) => sum + (move.at >= draw.at && move.at < until ? move.share : 0), 0);
      steps.push({
        at: draw.at,
        signals,
        present,
        config,
        samples,
        applied,
        ...outcome,
        terms: { ...outcome.terms, churn },
      });
      continue;
    }
    if (steps.length > 0) episodes.push(episodeOf(spec, journal, draw, steps));
    steps = [];
  }
  return episodes;
}

type Draw = LoggedSituation & {
  readonly key: string;
  readonly marker: number;
  readonly samples: Readonly<Record<string, LoggedSample>>;
  readonly applied: Configuration;
  readonly persona: LoggedPersona;
  readonly experiment: LoggedEpisode["experiment"];
};

/** Every draw that the policy's word was followed for, and how far each applied decision moved things. */
function readDecisions(
  spec: DatasetSpec,
  { decisions }: HostJournal,
): { readonly draws: readonly Draw[]; readonly moves: readonly { readonly at: number; readonly share: number }[] } {
  let config: Configuration = Object.fromEntries(
    spec.attributes.map((attribute) => [attribute.name, attribute.default]),
  );
  const draws: Draw[] = [];
  const moves: { at: number; share: number }[] = [];
  for (const record of decisions) {
    const { at, verdicts } = record.decision;
    const before = { ...config, ...Object.fromEntries(verdicts.map(({ attribute, current }) => [attribute, current])) };
    const wished = { ...before, ...Object.fromEntries(verdicts.map(({ attribute, final }) => [attribute, final])) };
    config = record.apply.kind === "applied" ? wished : before;
    const share = movedShare(spec.attributes, before, config);
    if (share > 0) moves.push({ at, share });
    const draw = drawOf(spec, record, before, config);
    if (draw !== null) draws.push(draw);
  }
  return { draws, moves };
}

function drawOf(
  spec: DatasetSpec,
  { persona, experiment, decision }: JournalDecision,
  config: Configuration,
  applied: Configuration,
): Draw | null {
  const { at, signals, exploration, decider } = decision;
  if (exploration?.at !== at || exploration.everyMs !== spec.everyMs || decider !== "policy") return null;
  // A host that leads nothing and steers nothing of its own draws nothing.
  if (persona === null || experiment === undefined || Object.keys(exploration.samples).length === 0) return null;
  const { id, version, digest } = persona;
  const { experimentId, arm, marker } = experiment;
  const read = spec.inputs.map(({ name }) => signals[name] ?? null);
  return {
    at,
    key: `${marker}/${digest}`,
    marker,
    signals: read.map((value) => value ?? 0),
    present: read.map((value) => (value === null ? 0 : 1)),
    config,
    samples: exploration.samples,
    applied,
    persona: { id, version, digest },
    experiment: { id: experimentId, arm },
  };
}

function timeOf(frame: JournalFrame | undefined): number {
  return frame?.at ?? Number.POSITIVE_INFINITY;
}

function episodeOf(spec: DatasetSpec, journal: HostJournal, last: Draw, steps: readonly LoggedStep[]): LoggedEpisode {
  const { at, signals, present, config, persona, experiment } = last;
  return {
    tenant: journal.tenant,
    host: journal.host,
    experiment,
    persona,
    everyMs: spec.everyMs,
    inputs: spec.inputs.map(({ name }) => name),
    steps,
    ending: "truncated",
    last: { at, signals, present, config },
  };
}

/** The sums over the frames under the marker; null where there is none, or one of another arm among them. */
function outcomeOf(
  frames: readonly JournalFrame[],
  marker: number,
  measure: FrameMeasure,
): { readonly terms: RewardTerms; readonly measuredS: number } | null {
  const sums = Object.fromEntries(REWARD_TERMS.map((name) => [name, 0])) as Record<keyof RewardTerms, number>;
  let measuredS = 0;
  for (const { at, values } of frames) {
    const seen = values[MARKER] ?? null;
    if (seen !== null && seen !== marker) return null;
    const terms = seen === null ? null : termsOf(at, values, measure);
    if (terms === null) continue;
    for (const name of REWARD_TERMS) sums[name] += terms[name];
    measuredS += measure.frameS;
  }
  return measuredS === 0 ? null : { terms: sums, measuredS };
}

/** A frame's terms; null where a figure they need was not observed: silence is not health. */
function termsOf(at: number, values: JournalFrame["values"], measure: FrameMeasure): RewardTerms | null {
  const { scale, objective, perCoreSecond, frameS } = measure;
  const [rate, p95, errors, cores] = ["request_rate", "latency_p95", "error_rate", "allocated_cores"].map(
    (name) => values[name] ?? Number.NaN,
  ) as [number, number, number, number];
  // Without requests there is no latency to observe; with some its absence is a gap.
  if (![rate, cores].every(Number.isFinite) || (rate > 0 && !Number.isFinite(errors))) return null;
  if (rate > 0 && !Number.isFinite(p95) && errors < 1) return null;
  const requests = rate * frameS;
  const late = rate > 0 && (!(p95 <= objective.p95Ms) || errors > objective.errorShare);
  const revenue = (values["revenue_rate"] ?? 0) * frameS;
  const outcome = {
    requests,
    errors: requests * (rate > 0 ? errors : 0),
    p95Ms: p95,
    seconds: frameS,
    breachSeconds: late ? frameS : 0,
    cost: cores * perCoreSecond * frameS,
    revenue,
  };
  const terms = rewardTerms(scale, { at: at / 1000, outcome, churn: 0 });
  return Object.values(terms).every(Number.isFinite) ? terms : null;
}

import type { CampaignCharter } from "./charter.ts";
import type {
  CampaignEffect,
  CampaignFacts,
  CampaignProgress,
  CampaignStep,
  OwnExperiment,
  SettingSearch,
  Tried,
} from "./campaign.ts";
import { endOf, longest, waitOf } from "./ends-and-waits.ts";
import type { Word } from "./ends-and-waits.ts";
import { proposeNext } from "./propose-next.ts";

type Ended = NonNullable<OwnExperiment["ended"]>;

/**
 * One look at an open campaign: an experiment that ended is taken in, and the next one is proposed unless something forbids or ends it.
 * Same progress, facts and search, same step. Whoever calls keeps the progress first and then does what the effects say; a look that
 * comes again after a death finds the round it was in and goes on with it.
 */
export function advanceCampaign(
  charter: CampaignCharter,
  progress: CampaignProgress,
  facts: CampaignFacts,
  search: SettingSearch,
): CampaignStep {
  if (progress.end !== null) return { progress, effects: [] };
  const { current } = progress;
  if (current === null) return next(charter, progress, facts, search, []);
  const { own, now } = facts;
  if (own === null || !own.started) return unstarted(charter, progress, facts);
  if (own.ended === null) return underWay(charter, progress, own, now);
  const taken = takeIn(progress, own.experimentId, own.ended, search);
  return next(charter, taken.progress, facts, search, taken.effects);
}

/** Its experiment is open: it is left alone until its end, or until nobody but a person would go on with it. */
function underWay(charter: CampaignCharter, before: CampaignProgress, own: OwnExperiment, now: number): CampaignStep {
  const { current } = before;
  const { experimentId, pause, awaitsPromotion } = own;
  const progress = { ...before, current: current === null ? null : { ...current, experimentId } };
  const stop = (sentence: string): CampaignStep => ({
    progress: { ...progress, waiting: null },
    effects: [{ kind: "stop", experimentId, sentence }],
  });
  if (now >= charter.endsAt) return stop("The campaign's time is up.");
  if (awaitsPromotion) {
    const sentence = "The winner of this round waits for a person to promote it; the campaign goes on from it then.";
    return waits(progress, now, { code: "awaiting-promotion", sentence }, []);
  }
  if (pause === null || pause.auto) return { progress: { ...progress, waiting: null }, effects: [] };
  if (pause.code !== "paused-by-hand") return stop(`The campaign moves on. ${pause.sentence}`);
  const sentence = "A person paused this round's experiment: the campaign goes on when it does.";
  return waits(progress, now, { code: pause.code, sentence }, []);
}

/** A round that is written down and not begun: whoever wrote it may have died. Begun now, unless its reasons are gone. */
function unstarted(charter: CampaignCharter, progress: CampaignProgress, facts: CampaignFacts): CampaignStep {
  // The round itself is in the budget already.
  const over = endOf(charter, { ...progress, round: progress.round - 1 }, facts);
  if (over !== null) return ended(progress, facts.now, over, []);
  const wait = waitOf(facts);
  if (wait !== null) return waits(progress, facts.now, wait, []);
  // What it waits for is said once: it stays written until the experiment runs.
  return { progress, effects: [{ kind: "start" }] };
}

/** Nobody would start the experiment: its variations are set aside, and others come next. */
export function refusedRound(
  progress: CampaignProgress,
  now: number,
  { code, message }: { readonly code: string; readonly message: string },
): CampaignStep {
  const { current } = progress;
  if (current === null) return { progress, effects: [] };
  const sentence = `Round ${current.round} was not begun: ${message}`;
  // What is wrong with the fleet is not wrong with what was to be tried.
  if (!ofVariation.has(code)) return waits(progress, now, { code, sentence }, []);
  const skipped = [...progress.skipped, ...current.arms.map(({ variation }) => variation.key)];
  const after = { ...progress, current: null, skipped };
  return { progress: after, effects: [note(code, sentence)] };
}

const ofVariation = new Set([
  "identical-arms",
  "review-needed",
  "approval-needed",
  "not-entitled",
  "version-unknown",
  "version-yanked",
  "version-revoked",
  "gate-rejected",
  "gate-pending",
]);

function takeIn(progress: CampaignProgress, experimentId: string, end: Ended, search: SettingSearch): CampaignStep {
  const { current } = progress;
  if (current === null) return { progress, effects: [] };
  const { round } = current;
  const tried = current.arms.map(({ arm, variation }): Tried => {
    const found = end.arms.find((each) => each.arm === arm);
    return {
      ...variation,
      round,
      experimentId,
      endedAt: end.at,
      verdict: found?.verdict ?? "no-data",
      effect: found?.effect ?? null,
      sentence: found?.sentence ?? end.sentence,
      promoted: end.promoted === arm,
    };
  });
  const told = tried
    .filter(({ what }) => what.kind === "settings")
    .map(({ key, effect }) => ({
      key,
      gain: effect === null ? null : progress.gained + effect.estimate,
      // A normal interval of 95 %.
      error: effect === null ? null : (effect.high - effect.low) / 3.92,
    }));
  const winner = tried.find(({ promoted }) => promoted);
  const breaks = progress.breaks + (end.guardrailBroken ? 1 : 0);
  const after = {
    ...progress,
    search: told.length === 0 ? progress.search : search.tell(progress.search, told),
    spentMs: progress.spentMs + end.tookMs,
    breaks,
    gained: progress.gained + (winner?.effect?.estimate ?? 0),
    // Whatever is in charge at the next look is what it goes on from.
    control: winner === undefined ? progress.control : null,
    current: null,
    tried: [...progress.tried, ...tried],
    waiting: null,
  };
  const sentence =
    winner === undefined
      ? `Round ${round} is over and nothing changes: ${end.sentence}`
      : `Round ${round} was won by ${winner.title}${sayEffect(winner)}. It is the control from here on.`;
  return {
    progress: after,
    effects: [note(winner === undefined ? "round-over" : "winner-adopted", sentence, experimentId)],
  };
}

function sayEffect({ effect }: Tried): string {
  if (effect === null) return "";
  const percent = (value: number): string => `${value > 0 ? "+" : ""}${(100 * value).toFixed(1)} %`;
  return `, ${percent(effect.estimate)} better (${percent(effect.low)} to ${percent(effect.high)})`;
}

function next(
  charter: CampaignCharter,
  before: CampaignProgress,
  facts: CampaignFacts,
  search: SettingSearch,
  effects: readonly CampaignEffect[],
): CampaignStep {
  const over = endOf(charter, before, facts);
  if (over !== null) return ended(before, facts.now, over, effects);
  const wait = waitOf(facts);
  if (wait !== null) return waits(before, facts.now, wait, effects);
  const progress = { ...before, control: facts.inCharge, waiting: null };
  const { variations, state } = proposeNext(charter, progress, facts, search);
  if (variations.length === 0) {
    const sentence = "Nothing within the bounds is left that could gain anything: the campaign is over.";
    return ended({ ...progress, search: state }, facts.now, { code: "nothing-left", sentence }, effects);
  }
  const round = progress.round + 1;
  const arms = variations.map((variation, index) => ({ arm: `variation-${index + 1}`, variation }));
  const current = { round, since: facts.now, experimentId: null, maxS: longest(charter, progress, facts.now), arms };
  const sentence = `Round ${round} tries ${variations.map(({ title }) => title).join("; ")}.`;
  return {
    progress: { ...progress, round, current, search: state },
    effects: [...effects, note("round-proposed", sentence), { kind: "start" }],
  };
}

function waits(
  progress: CampaignProgress,
  now: number,
  { code, sentence }: Word,
  effects: readonly CampaignEffect[],
): CampaignStep {
  const since = progress.waiting?.code === code ? progress.waiting.since : now;
  // What it waits for is said once, however often somebody looks.
  const said = progress.waiting?.code !== code ? [note(code, sentence)] : [];
  return { progress: { ...progress, waiting: { code, sentence, since } }, effects: [...effects, ...said] };
}

function ended(progress: CampaignProgress, now: number, end: Word, effects: readonly CampaignEffect[]): CampaignStep {
  const after = { ...progress, current: null, waiting: null, end: { at: now, ...end } };
  return { progress: after, effects: [...effects, note(end.code, end.sentence)] };
}

function note(code: string, sentence: string, experimentId: string | null = null): CampaignEffect {
  return { kind: "note", code, sentence, experimentId };
}

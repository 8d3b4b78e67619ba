import type { ArmVerdict, GuardrailState, HealthFault, Judgement } from "../verdict/verdict.ts";
import type { Advanced, Experiment, Facts } from "./experiment.ts";
import { controlOf, moved, note } from "./experiment.ts";
import { partMs, stageMs } from "./measured-time.ts";
import { afterWin, beginStep, ended, paused, promoteOrAsk, stepsAhead } from "./stages.ts";
import type { Stage } from "./run.ts";

/** How long after a stage began hosts may take to report under it, and how long all may be silent afterwards, ms. */
export const patienceMs = { first: 120_000, silent: 600_000 } as const;

// What a person has to mend; the other faults mend themselves with more units.
const pausing = new Set<HealthFault["code"]>([
  "sample-ratio",
  "multiple-exposure",
  "metric-stopped",
  "clocks-apart",
  "identical-arms",
  "aa-found-something",
]);

type InStage = { readonly stage: Stage; readonly judgement: Judgement; readonly now: number };

/** What the newest figures mean for the experiment: the step after, an end, a pause, or nothing yet. */
export function judgeStage(experiment: Experiment, { judgement, lastFrameAt, now }: Facts): Advanced {
  const { stage, status } = experiment.run;
  if (stage === null || status === "paused" || status === "awaiting-promotion") return { experiment, effects: [] };
  const silence = sayIfSilent(experiment, stage, { now, lastFrameAt, judged: judgement !== null });
  if (silence !== null) return paused(experiment, now, { code: "no-data", sentence: silence, auto: false });
  // Time alone ends an A/A; it never takes anything further, or a fleet that tells nothing would climb the ramp.
  if (judgement === null) return { experiment, effects: [] };
  const fault = judgement.faults.find(({ code }) => pausing.has(code));
  const broken = judgement.guardrails.filter(({ state }) => state === "broken");
  if (stage.kind !== "aa" && broken.length > 0) return arrest(experiment, broken, now);
  if (fault !== undefined) return paused(experiment, now, { ...fault, auto: false });
  const at = { stage, judgement, now };
  switch (stage.kind) {
    case "aa":
      return afterTrialRun(experiment, at);
    case "ramp":
      return onRamp(experiment, at);
    case "confirm":
      return inConfirmation(experiment, at);
    case "holdout":
      return inHoldout(experiment, at);
    default:
      return stage.kind satisfies never;
  }
}

function sayIfSilent(
  { run, plan }: Experiment,
  stage: Stage,
  { now, lastFrameAt, judged }: { now: number; lastFrameAt: number | null; judged: boolean },
): string | null {
  const blockMs = plan.design.kind === "switchback" ? 2 * plan.design.blockS * 1000 : 0;
  const measured = stageMs(run, now);
  const since = Math.max(lastFrameAt ?? 0, stage.since);
  if (!judged && measured > patienceMs.first + blockMs && (lastFrameAt ?? 0) < stage.since)
    return "No host has reported anything under it. See whether agents are connected, follow the experiment, and report the metrics' signals; then go on.";
  if (now - since > patienceMs.silent + blockMs && measured > patienceMs.silent + blockMs)
    return `No host has reported anything for ${Math.round((now - since) / 60_000)} minutes. See whether agents and gateway are up; then go on.`;
  return null;
}

function arrest(experiment: Experiment, broken: readonly GuardrailState[], now: number): Advanced {
  const arms = [...new Set(broken.map(({ arm }) => arm))];
  const sentence = broken.map((one) => one.sentence).join(" ");
  return without(experiment, arms, now, { code: "guardrail-broken", sentence });
}

/** Takes arms out of it; when none is left to try, everybody goes back to what was in charge before. */
function without(
  experiment: Experiment,
  arms: readonly string[],
  now: number,
  why: { readonly code: string; readonly sentence: string },
): Advanced {
  const { plan, run } = experiment;
  const control = controlOf(plan);
  const dropped = [...new Set([...run.dropped, ...arms])].filter((name) => name !== control);
  const left = plan.arms.filter(({ name }) => name !== control && !dropped.includes(name));
  const goesOn = run.status === "running" && left.length > 0;
  if (goesOn)
    return moved(
      experiment,
      { dropped },
      note("arm-dropped", `${why.sentence} ${arms.join(", ")} went back to the control; the others go on.`),
    );
  const sentence = `${why.sentence} Everybody is back on what was in charge before.`;
  const after = run.status === "holdout" ? ([{ kind: "put-back" }] as const) : [];
  return ended(
    moved(experiment, { dropped }).experiment,
    now,
    { status: "rolled-back", code: why.code, sentence },
    ...after,
  );
}

function afterTrialRun(experiment: Experiment, { judgement, now }: InStage): Advanced {
  const { run, plan } = experiment;
  const noData = judgement.overall.verdict === "no-data";
  if (stageMs(run, now) < plan.aaS * 1000 || noData) return { experiment, effects: [] };
  const [first] = stepsAhead(experiment);
  if (first === undefined) return nobodyTreated(experiment, now);
  const begun = beginStep(experiment, now, first);
  const said = note("aa-passed", "All arms ran as the control and nothing was found between them.");
  return { ...begun, effects: [said, ...begun.effects] };
}

function nobodyTreated(experiment: Experiment, now: number): Advanced {
  const sentence = "No step of the ramp brings a host onto another arm. Add hosts, or stop it and plan a higher share.";
  return paused(experiment, now, { code: "ramp-treats-nobody", sentence, auto: false });
}

function onRamp(experiment: Experiment, at: InStage): Advanced {
  const { run, plan } = experiment;
  const { judgement, now, stage } = at;
  const worse = judgement.arms.filter(({ verdict }) => verdict === "worse");
  if (worse.length > 0) {
    const sentence = worse.map((one) => one.sentence).join(" ");
    return without(
      experiment,
      worse.map(({ arm }) => arm),
      now,
      { code: "worse", sentence },
    );
  }
  const leastMs = (plan.design.kind === "switchback" ? 0 : (plan.ramp[stage.step]?.leastS ?? 0)) * 1000;
  if (stageMs(run, now) < leastMs) return { experiment, effects: [] };
  const [next] = stepsAhead(experiment);
  if (next !== undefined) return beginStep(experiment, now, next);
  return atTheTop(experiment, at);
}

function atTheTop(experiment: Experiment, { judgement, now }: InStage): Advanced {
  const { run, plan } = experiment;
  if (partMs(run, now) < plan.minS * 1000) return { experiment, effects: [] };
  const winner = bestOf(judgement, experiment);
  if (winner !== null) return afterWin(experiment, now, winner.arm, winner.sentence);
  if (judgement.arms.length > 0 && judgement.arms.every(({ verdict }) => verdict === "no-difference"))
    return noDifference(experiment, judgement, now);
  return untilTheEnd(experiment, judgement, now);
}

function noDifference(experiment: Experiment, { overall }: Judgement, now: number): Advanced {
  const sentence = `${overall.sentence} What was in charge before stays in charge.`;
  return ended(experiment, now, { status: "concluded", code: "no-difference", sentence });
}

function untilTheEnd(experiment: Experiment, judgement: Judgement, now: number): Advanced {
  const { run } = experiment;
  if (partMs(run, now) < run.allowedMs) return { experiment, effects: [] };
  const { verdict, sentence } = judgement.overall;
  const open = judgement.guardrails
    .filter(({ state }) => state === "open" || state === "no-data")
    .map((one) => one.sentence);
  const said = [sentence, ...(verdict === "better" ? open : [])].join(" ");
  const code = verdict === "no-data" ? "no-data" : "inconclusive";
  return paused(experiment, now, {
    code,
    sentence: `${said} The time that was planned is over: go on for as long again, or stop.`,
    auto: false,
  });
}

/** Of the arms that are better and whose guardrails all hold, the one with the largest effect on the goal. */
function bestOf(judgement: Judgement, { plan }: Experiment): ArmVerdict | null {
  const better = judgement.arms.filter(
    ({ arm, verdict }) =>
      verdict === "better" &&
      judgement.guardrails.every((guardrail) => guardrail.arm !== arm || guardrail.state === "holds"),
  );
  const size = ({ arm }: ArmVerdict): number => {
    const found = judgement.comparisons.find((one) => one.metric === plan.goal && one.arm === arm);
    return Math.abs(found?.sequential.absolute.estimate ?? 0);
  };
  return better.toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

function inConfirmation(experiment: Experiment, { judgement, now }: InStage): Advanced {
  const { run, plan } = experiment;
  const word = judgement.arms.find(({ arm }) => arm === run.winner);
  if (word?.verdict === "worse")
    return without(experiment, [word.arm], now, { code: "not-confirmed", sentence: word.sentence });
  if (partMs(run, now) < plan.minS * 1000) return { experiment, effects: [] };
  if (bestOf(judgement, experiment) !== null && word !== undefined)
    return promoteOrAsk(experiment, now, note("confirmed", `Confirmed on fresh units. ${word.sentence}`));
  if (word?.verdict === "no-difference") {
    const sentence = `The win was not repeated on fresh units. ${word.sentence} What was in charge before stays in charge.`;
    return ended(experiment, now, { status: "concluded", code: "not-confirmed", sentence });
  }
  return untilTheEnd(experiment, judgement, now);
}

function inHoldout(experiment: Experiment, { judgement, now }: InStage): Advanced {
  const { run, plan } = experiment;
  const word = judgement.arms.find(({ arm }) => arm === run.winner);
  if (word?.verdict === "worse")
    return without(experiment, [word.arm], now, { code: "holdout-turned", sentence: word.sentence });
  if (partMs(run, now) < plan.holdout.days * 86_400_000) return { experiment, effects: [] };
  const sentence = `It stayed in charge to the end of the holdout. ${judgement.overall.sentence}`;
  return ended(experiment, now, { status: "promoted", code: "holdout-over", sentence });
}

import type { GateFigures, MeasuredEffect } from "@fleet-persona/hub-core";
import { z } from "zod";
import type { Evidence } from "../../evidence/read-evidence.ts";
import { compareWith } from "../../evidence/read-evidence.ts";
import { durationPhrase } from "../../experiments/duration-words.ts";
import { gateEffects } from "./gate-effects.ts";

/** How a figure came about: an enrolled fleet's experiment, the gate's repetition, or what the author says. */
export type OutcomeSource = "fleet" | "gate" | "author";

/** One figure of what a Persona did beside something else. */
export type Outcome = {
  readonly key: string;
  readonly source: OutcomeSource;
  readonly metric: string;
  readonly better: "lower" | "higher";
  /** As a share of what it was compared with, or in the metric's unit. */
  readonly scale: "relative" | "absolute";
  readonly unit: string;
  readonly estimate: number;
  /** Null where whoever says it gave none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly comparedWith: string;
  /** On what it was measured, in words. */
  readonly basis: string;
  readonly version: number;
  readonly effectId: string | null;
  readonly own: boolean;
  readonly at: number | null;
};

type Told = {
  readonly effects: readonly MeasuredEffect[];
  readonly scenarios: readonly GateFigures[];
  readonly evidence: Evidence;
  /** The author's report as it is stored. */
  readonly report: unknown;
  readonly version: number;
};

/** Everything that was measured or claimed of a Persona: what fleets found first, then the gate, then the author. */
export function outcomesOf({ effects, scenarios, evidence, report, version }: Told): readonly Outcome[] {
  return [...effects.map(ofFleet), ...ofGate(scenarios, version), ...ofAuthor(evidence, report, version)];
}

function ofFleet(effect: MeasuredEffect): Outcome {
  const { metric, relative, absolute, design, units, measuredS, effectId, own, publishedAt: at } = effect;
  const { estimate, low, high } = relative ?? absolute;
  const counted = design === "hosts" ? `${units} hosts` : `${units} blocks of time, in turns`;
  return {
    key: effectId,
    source: "fleet",
    metric: metric.title,
    better: metric.better,
    scale: relative === null ? "absolute" : "relative",
    unit: metric.unit,
    estimate,
    interval: { low, high },
    comparedWith: effect.comparedWith,
    basis: `${counted}, ${durationPhrase(measuredS)} measured`,
    version: effect.version,
    effectId,
    own,
    at,
  };
}

const nobody = { effectId: null, own: false, at: null } as const;

function ofGate(scenarios: readonly GateFigures[], version: number): readonly Outcome[] {
  const found = gateEffects(scenarios);
  if (found === null) return [];
  const common = {
    source: "gate",
    better: "lower",
    comparedWith: "the reactive rule",
    basis: `${found.scenarios} scenarios, ${found.runs} simulated runs`,
    version,
    ...nobody,
  } as const;
  const { cost, breach } = found;
  return [
    {
      ...common,
      key: "gate-cost",
      metric: "cost",
      scale: "relative",
      unit: "",
      estimate: cost.estimate,
      interval: cost,
    },
    {
      ...common,
      key: "gate-breach",
      metric: "breach seconds of a run",
      scale: "absolute",
      unit: "s",
      estimate: breach.estimate,
      interval: breach,
    },
  ];
}

const ratioSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
const claimedSchema = z.object({ claimed: z.object({ breach_ratio_vs_reactive: ratioSchema }) });

function ofAuthor(evidence: Evidence, report: unknown, version: number): readonly Outcome[] {
  const baseline = ["reactive", "default"].find((name) => compareWith(evidence, name) !== null);
  if (baseline === undefined) return [];
  const ratios = compareWith(evidence, baseline);
  const common = {
    source: "author",
    better: "lower",
    scale: "relative",
    unit: "",
    comparedWith: baseline === "reactive" ? "the reactive rule" : "its own defaults",
    basis: "the author's own scenarios",
    version,
    ...nobody,
  } as const;
  const cost = ratios?.cost ?? null;
  const breach = ratios?.breach ?? null;
  const told =
    baseline === "reactive" ? claimedSchema.safeParse(report).data?.claimed.breach_ratio_vs_reactive : undefined;
  const interval = told === undefined ? null : { low: told.low - 1, high: told.high - 1 };
  return [
    ...(cost === null ? [] : [{ ...common, key: "author-cost", metric: "cost", estimate: cost - 1, interval: null }]),
    ...(breach === null
      ? []
      : [
          {
            ...common,
            key: "author-breach",
            metric: "breach seconds",
            estimate: (told?.value ?? breach) - 1,
            interval,
          },
        ]),
  ];
}

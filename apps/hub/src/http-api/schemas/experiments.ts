import { z } from "zod";
import { instant, interval, listOf, named } from "./parts.ts";

const listItem = {
  experimentId: z.string(),
  number: z.int().meta({ description: "counts within the fleet, from 1" }),
  name: z.string(),
  fleetId: z.string(),
  fleetName: z.string(),
  fleetSlug: z.string(),
  status: z.string(),
  sentence: z.string().meta({ description: "what it does now or came to" }),
  goal: z.object({ name: z.string(), title: z.string(), unit: z.string(), better: z.enum(["lower", "higher"]) }),
  arms: listOf(z.object({ name: z.string(), title: z.string() })),
  verdict: z
    .looseObject({})
    .nullable()
    .meta({ description: "the newest word on it; null before anything was measured" }),
  effect: z.object({ arm: z.string(), absolute: interval, relative: interval.nullable() }).nullable(),
  campaignId: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
};

export const experimentListSchema = z.object({
  experiments: listOf(named("ExperimentListItem", "An experiment as a list shows it.", z.object(listItem))),
});

/** Everything its page shows. */
export const experimentSchema = named(
  "Experiment",
  "One experiment with everything its page shows: its plan, arms, stage, figures, steps and conclusion.",
  z.object({
    ...listItem,
    plan: z.looseObject({}),
    armViews: listOf(
      z.looseObject({ name: z.string(), runs: z.string(), isControl: z.boolean(), dropped: z.boolean() }),
    ),
    stage: z.looseObject({ kind: z.string(), percent: z.number(), since: instant }).nullable(),
    ramp: listOf(z.looseObject({ percent: z.number(), state: z.string() })),
    blocks: z.looseObject({ counted: z.int(), leftOut: z.int() }).nullable(),
    figures: z.looseObject({ at: instant }).nullable(),
    power: z.looseObject({ sentence: z.string() }).nullable(),
    steps: listOf(z.object({ at: instant, code: z.string(), sentence: z.string(), by: z.string().nullable() })),
    paused: z.object({ since: instant, code: z.string(), sentence: z.string() }).nullable(),
    conclusion: z.looseObject({ at: instant, code: z.string(), paragraph: z.string() }).nullable(),
    createdBy: z.string(),
    nextLookAt: instant.nullable(),
  }),
);

export const plannedSchema = z.object({
  experiment: experimentSchema,
  obstacles: listOf(z.object({ code: z.string(), message: z.string(), blocks: z.boolean() })),
});

import type { Interval, Judgement } from "@fleet-persona/experiments";
import { z } from "zod";

const interval = z.tuple([z.number(), z.number(), z.number()]);

/** One comparison of a look as a chart needs it: estimate, low and high; units of the control and the arm. */
export const figureSchema = z.strictObject({
  metric: z.string(),
  arm: z.string(),
  absolute: interval,
  relative: interval.nullable(),
  p: z.number(),
  chance: z.number(),
  units: z.tuple([z.number(), z.number()]),
});
type Figure = z.output<typeof figureSchema>;

export function figuresOf({ comparisons }: Judgement): readonly Figure[] {
  return comparisons.map(({ metric, arm, sequential, control, treated }) => ({
    metric,
    arm,
    absolute: packed(sequential.absolute),
    relative: sequential.relative === null ? null : packed(sequential.relative),
    p: sequential.p,
    chance: sequential.chanceToWin,
    units: [control.units, treated.units],
  }));
}

function packed({ estimate, low, high }: Interval): [number, number, number] {
  return [estimate, low, high];
}

export function unpacked([estimate, low, high]: readonly [number, number, number]): Interval {
  return { estimate, low, high };
}

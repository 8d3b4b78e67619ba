import type { SettingsOverrides } from "@fleet-persona/protocol";
import { z } from "zod";

/** Settings that a campaign may vary: where each may lie at most, its unit, and whether its differences are ratios. */
export const VARIABLE_SETTINGS = {
  adjustment_factor: { title: "adjustment factor", unit: "", low: 0.01, high: 10, logarithmic: true },
  risk_tolerance: { title: "risk tolerance", unit: "of the range", low: 0.01, high: 1, logarithmic: true },
  deadband: { title: "deadband", unit: "of the range", low: 0, high: 0.5, logarithmic: false },
  confidence_floor: { title: "confidence floor", unit: "", low: 0, high: 1, logarithmic: false },
  cooldown_grow_s: { title: "cooldown before growing", unit: "s", low: 0, high: 3600, logarithmic: false },
  cooldown_shrink_s: { title: "cooldown before shrinking", unit: "s", low: 0, high: 86_400, logarithmic: false },
  stabilisation_grow_s: { title: "stabilisation before growing", unit: "s", low: 0, high: 3600, logarithmic: false },
  stabilisation_shrink_s: {
    title: "stabilisation before shrinking",
    unit: "s",
    low: 0,
    high: 86_400,
    logarithmic: false,
  },
} as const;
export type VariableSetting = keyof typeof VARIABLE_SETTINGS;
export const variableSettingSchema = z.enum(Object.keys(VARIABLE_SETTINGS) as [VariableSetting, ...VariableSetting[]]);

/** How far one setting may be moved, in its unit. */
export const settingBoundSchema = z
  .strictObject({ name: variableSettingSchema, low: z.number(), high: z.number() })
  .superRefine(({ name, low, high }, context) => {
    const most = VARIABLE_SETTINGS[name];
    if (low < most.low || high > most.high)
      context.addIssue({ code: "custom", message: `${most.title} lies between ${most.low} and ${most.high}` });
    if (!(low < high)) context.addIssue({ code: "custom", message: `${most.title} has nothing between its ends` });
  });
export type SettingBound = z.output<typeof settingBoundSchema>;

/** Values of settings by name, in their units. */
export type SettingValues = Readonly<Partial<Record<VariableSetting, number>>>;

/** Values as an arm says them. Where one direction of a pace varies, the other stays as it is in `now`. */
export function overridesOf(values: SettingValues, now: SettingValues): SettingsOverrides {
  const paces = (kind: "cooldown" | "stabilisation") => {
    const [grow, shrink] = [`${kind}_grow_s`, `${kind}_shrink_s`] as const;
    if (values[grow] === undefined && values[shrink] === undefined) return undefined;
    const ms = (name: VariableSetting) => Math.round((values[name] ?? now[name] ?? 0) * 1000);
    return { grow: ms(grow), shrink: ms(shrink) };
  };
  const said = {
    adjustmentFactor: values.adjustment_factor,
    riskTolerance: values.risk_tolerance,
    deadband: values.deadband,
    confidenceFloor: values.confidence_floor,
    cooldownMs: paces("cooldown"),
    stabilisationMs: paces("stabilisation"),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** A value with three digits that count, within its bounds. */
export function spokenValue({ low, high }: SettingBound, value: number): number {
  return Math.min(high, Math.max(low, Number(value.toPrecision(3))));
}

/** "risk tolerance 0.31, cooldown before growing 4 s". */
export function sayValues(values: SettingValues): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const { title, unit } = VARIABLE_SETTINGS[name as VariableSetting];
      return unit === "s" ? `${title} ${value} s` : `${title} ${value}`;
    })
    .join(", ");
}

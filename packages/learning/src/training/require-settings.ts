import { LearningError } from "../errors.ts";

/** What a setting must be. */
export type Rule = "count" | "positive" | "not-negative" | "share";

const rules: Readonly<Record<Rule, { readonly says: string; readonly holds: (value: number) => boolean }>> = {
  count: { says: "a whole number of at least 1", holds: (value) => Number.isInteger(value) && value >= 1 },
  positive: { says: "a number above 0", holds: (value) => value > 0 },
  "not-negative": { says: "a number of at least 0", holds: (value) => value >= 0 },
  share: { says: "between 0 and 1", holds: (value) => value >= 0 && value <= 1 },
};

/** Checks numbers by name; null is left alone. Throws `settings-invalid` naming the setting and what it must be. */
export function requireSettings(
  values: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, Rule>>,
): void {
  for (const [name, rule] of Object.entries(wanted)) {
    const value = values[name];
    if (value === null) continue;
    const { says, holds } = rules[rule];
    if (typeof value === "number" && Number.isFinite(value) && holds(value)) continue;
    throw new LearningError("settings-invalid", `${name} must be ${says}, and is ${JSON.stringify(value)}`);
  }
}

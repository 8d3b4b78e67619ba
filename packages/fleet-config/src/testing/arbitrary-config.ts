import type { Trigger } from "@fleet-persona/persona";
import * as fc from "fast-check";
import { fleetConfigSchema, type FleetAttribute, type FleetConfig, type Freeze } from "../fleet-config.ts";

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/).filter((name) => name !== "constructor");
const snake = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("_"));
const attributeName = fc.oneof(
  snake,
  fc.tuple(snake, snake).map(([space, name]) => `${space}/${name}`),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((value) => value + 0);
const share = fc.double({ noNaN: true, min: 0, max: 1 }).map((value) => value + 0);
const seconds = fc.integer({ min: 0, max: 604_800 });

/** Text of every kind, as somebody could put it between quotes: what the schema trims is trimmed. */
const text = (limit: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: "binary", maxLength: limit }),
      fc.constantFrom("yes", "off", "1.0", "null", "~", "# no", "a: b", "- x", "'"),
    )
    .map((value) => value.trim())
    .filter((value) => value.length > 0 && value.length <= limit && value.isWellFormed());

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** Drops the keys whose value is undefined: absent is not the same as undefined. */
function present<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

const choice = fc.oneof(
  fc.boolean(),
  fc.string({ unit: "binary", maxLength: 12 }).filter((value) => value.isWellFormed()),
);
const value = fc.oneof(number, choice);
const bounds = fc.oneof(
  fc.tuple(number, number).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
  fc.array(choice, { minLength: 1, maxLength: 4 }).map((allowed) => ({ allowed })),
);
const step = fc
  .record({ grow: optional(share), shrink: optional(share) })
  .map((limits) => present<NonNullable<FleetAttribute["step"]>>(limits));

const attribute: fc.Arbitrary<FleetAttribute> = fc
  .record({
    scope: fc.constantFrom("host" as const, "fleet" as const),
    value: optional(value),
    bounds: optional(bounds),
    step: optional(step),
    owner: optional(text(40)),
  })
  .map((declared) => present<FleetAttribute>(declared));

const trigger: fc.Arbitrary<Trigger> = fc.record({
  name: text(40),
  when: fc.record({
    signal: snake.map((name) => `${name}.trend`),
    comparison: fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const),
    threshold: number,
    for_s: seconds,
    hysteresis: share,
  }),
  // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word (when / then); a trigger is never awaited
  then: fc.oneof(
    fc.record({ kind: fc.constant("pin" as const), attribute: attributeName, value }),
    fc.record({ kind: fc.constant("narrow" as const), attribute: attributeName, min: number, max: number }),
    fc.constant({ kind: "safe" as const }),
    fc.constant({ kind: "decide" as const }),
  ),
});

const timeOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const freeze: fc.Arbitrary<Freeze> = fc.oneof(
  fc
    .record({ name: text(40), from: fc.integer({ min: 0, max: 2e12 }), length: fc.integer({ min: 1, max: 1e9 }) })
    .map(({ name, from, length }) => ({
      name,
      from: new Date(from).toISOString(),
      until: new Date(from + length).toISOString().replace("Z", "+00:00"),
    })),
  fc.record({
    name: text(40),
    weekly: fc.record({
      days: fc.uniqueArray(fc.constantFrom("mon" as const, "wed" as const, "sat" as const, "sun" as const), {
        minLength: 1,
      }),
      from: timeOfDay,
      until: timeOfDay,
      time_zone: fc.constantFrom("Europe/Berlin", "UTC", "America/New_York"),
    }),
  }),
);

const settings: fc.Arbitrary<FleetConfig["settings"]> = fc
  .record({
    adjustment_factor: optional(share),
    risk_tolerance: optional(share),
    deadband: optional(share),
    confidence_floor: optional(share),
    cooldown_s: optional(fc.record({ grow: seconds, shrink: seconds })),
    stabilisation_s: optional(fc.record({ grow: seconds, shrink: seconds })),
    fallback: optional(fc.constantFrom("reactive" as const, "hold" as const, "safe" as const)),
    yield_s: optional(seconds),
    guardrail: optional(
      fc.option(
        fc.record({ error_rate_increase: share, latency_increase: share, window_s: fc.integer({ min: 1, max: 3600 }) }),
      ),
    ),
    blast_radius: optional(
      fc.oneof(
        fc.record({ hosts: fc.integer({ min: 1, max: 500 }), window_s: fc.integer({ min: 1, max: 86_400 }) }),
        fc.record({
          share: fc.double({ noNaN: true, min: 0.001, max: 1 }),
          window_s: fc.integer({ min: 1, max: 86_400 }),
        }),
      ),
    ),
  })
  .map((overrides) => present<FleetConfig["settings"]>(overrides));

/** Any document the schema takes. */
export const arbitraryConfig: fc.Arbitrary<FleetConfig> = fc
  .record({
    schema: fc.constant("fleet-persona/fleet/1" as const),
    fleet: fc.stringMatching(/^[a-z0-9]{2,12}$/),
    attributes: fc.dictionary(attributeName, attribute, { maxKeys: 4 }),
    triggers: fc.uniqueArray(trigger, { maxLength: 3, selector: ({ name }) => name }),
    freeze_windows: fc.uniqueArray(freeze, { maxLength: 3, selector: ({ name }) => name }),
    personas: fc.array(
      fc.record({
        persona: fc.tuple(word, word).map(([publisher, name]) => `${publisher}/${name}`),
        version: fc.integer({ min: 1, max: 99 }),
        mode: fc.constantFrom("shadow" as const, "active" as const),
      }),
      { maxLength: 1 },
    ),
    settings,
  })
  .map((config) => fleetConfigSchema.parse(config));

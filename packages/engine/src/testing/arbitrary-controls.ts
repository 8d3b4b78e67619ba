import * as fc from "fast-check";
import type { Configuration, Trigger } from "@fleet-persona/persona";
import type { Controls } from "../controls.ts";
import { noControls } from "../controls.ts";
import { NOW } from "./demo-situation.ts";

const pause = fc.record({
  scope: fc.oneof(
    fc.constant({ kind: "all" as const }),
    fc.record({
      kind: fc.constant("direction" as const),
      direction: fc.constantFrom("grow" as const, "shrink" as const),
    }),
    fc.record({
      kind: fc.constant("attribute" as const),
      attribute: fc.constantFrom("cpu_allocation", "active_servers", "load_balancing_algorithm"),
    }),
  ),
  until: fc.constantFrom(null, NOW - 1, NOW + 60_000),
});

const freezeWindow = fc.oneof(
  fc.constant({ name: "sale", window: { kind: "once" as const, from: NOW - 1000, until: NOW + 1000 } }),
  fc.constant({ name: "past", window: { kind: "once" as const, from: NOW - 2000, until: NOW - 1000 } }),
  fc.constant({
    name: "weekend",
    window: { kind: "weekly" as const, days: [6, 7], from: "00:00", until: "24:00", timeZone: "Europe/Berlin" },
  }),
);

const rollout = fc.record({
  place: fc.integer({ min: 0, max: 9 }),
  hosts: fc.constant(10),
  perWindow: fc.integer({ min: 1, max: 10 }),
  windowMs: fc.constantFrom(1000, 30_000),
  jitter: fc.constantFrom(0, 0.5),
});

/** Mostly nothing is said, now and then something, rarely everything at once. */
export function controlsWith(
  configurations: fc.Arbitrary<Configuration>,
  triggers: fc.Arbitrary<Trigger[]>,
): fc.Arbitrary<Controls> {
  const rarely = <Value>(arbitrary: fc.Arbitrary<Value>, otherwise: Value): fc.Arbitrary<Value> =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });
  const some = fc.record({
    killSwitch: rarely<Controls["killSwitch"]>(fc.constant({ by: "an operator", reason: "incident" }), null),
    revoked: rarely<Controls["revoked"]>(fc.constantFrom("waiting" as const, "due" as const), false),
    pauses: rarely(fc.array(pause, { minLength: 1, maxLength: 2 }), []),
    freezeWindows: rarely(fc.array(freezeWindow, { minLength: 1, maxLength: 2 }), []),
    triggers: rarely(triggers, []),
    rollout: rarely<Controls["rollout"]>(rollout, null),
    leadership: fc.oneof(
      { weight: 6, arbitrary: fc.constant({ kind: "leads" as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: "nobody" as const }) },
      { weight: 2, arbitrary: configurations.map((values) => ({ kind: "follows" as const, values })) },
    ),
    resumedAt: fc.constantFrom({}, { "*": NOW - 1 }, { cpu_allocation: NOW - 1 }),
  });
  return fc.oneof({ weight: 2, arbitrary: fc.constant(noControls) }, { weight: 3, arbitrary: some });
}

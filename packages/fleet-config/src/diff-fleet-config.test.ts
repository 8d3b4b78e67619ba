import { canonicalBytes } from "@fleet-persona/persona";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffFleetConfig } from "./diff-fleet-config.ts";
import { emptyFleetConfig } from "./empty-fleet-config.ts";
import type { FleetAttribute, FleetConfig } from "./fleet-config.ts";
import { arbitraryConfig } from "./testing/arbitrary-config.ts";

const same = (a: unknown, b: unknown): boolean => Buffer.compare(canonicalBytes(a), canonicalBytes(b)) === 0;
const base = emptyFleetConfig("web");
const cpu = (attribute: Partial<FleetAttribute>): FleetConfig => ({
  ...base,
  attributes: { cpu_allocation: { scope: "host", ...attribute } },
});
const sale = { name: "sale", from: "2026-11-27T00:00:00Z", until: "2026-11-28T00:00:00Z" };
const surge = {
  name: "surge",
  when: { signal: "request_rate", comparison: ">" as const, threshold: 500, for_s: 10, hysteresis: 0 },
  // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word (when / then); a trigger is never awaited
  then: { kind: "pin" as const, attribute: "cpu_allocation", value: 0.3 },
};
const persona = { persona: "acme/surge-ready", version: 1, mode: "shadow" as const };

describe("diffFleetConfig", () => {
  it("finds nothing exactly when both documents say the same", () => {
    fc.assert(
      fc.property(arbitraryConfig, arbitraryConfig, (a, b) => {
        expect(diffFleetConfig(a, a)).toEqual([]);
        expect(diffFleetConfig(a, b).length === 0).toBe(same(a, b));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("finds any single part that is exchanged, and says what it is in both directions", () => {
    const field = fc.constantFrom("attributes", "triggers", "freeze_windows", "personas", "settings") as fc.Arbitrary<
      keyof FleetConfig
    >;
    fc.assert(
      fc.property(arbitraryConfig, arbitraryConfig, field, (a, b, name) => {
        const changed: FleetConfig = { ...a, [name]: b[name] };
        const [there, back] = [diffFleetConfig(a, changed), diffFleetConfig(changed, a)];
        expect(there.length > 0).toBe(!same(a[name], b[name]));
        expect(back).toHaveLength(there.length);
        for (const { path, sentence } of there) {
          expect(path.startsWith(name)).toBe(true);
          expect(sentence).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("lists attributes first, then triggers, freezes, Personas and settings", () => {
    const after: FleetConfig = {
      ...cpu({ bounds: { min: 0.1, max: 0.3 } }),
      triggers: [surge],
      freeze_windows: [sale],
      personas: [persona],
      settings: { risk_tolerance: 0.2 },
    };
    expect(diffFleetConfig(base, after).map(({ sentence }) => sentence)).toEqual([
      "cpu_allocation is declared (scope host; bounds 0.1 to 0.3)",
      "trigger surge added: when request_rate > 500 for 10 s, pin cpu_allocation at 0.3",
      "freeze sale added: from 2026-11-27T00:00:00Z until 2026-11-28T00:00:00Z",
      "acme/surge-ready 1 is put in charge in shadow",
      "risk_tolerance: the Persona's own becomes 0.2",
    ]);
  });

  it.each([
    [
      "widened",
      { min: 0.1, max: 0.3 },
      { min: 0.1, max: 0.4 },
      "bounds-widened",
      "bounds widened from 0.1 to 0.3 to 0.1 to 0.4",
    ],
    [
      "narrowed",
      { min: 0.1, max: 0.3 },
      { min: 0.2, max: 0.3 },
      "bounds-narrowed",
      "bounds narrowed from 0.1 to 0.3 to 0.2 to 0.3",
    ],
    [
      "moved",
      { min: 0.1, max: 0.3 },
      { min: 0.2, max: 0.4 },
      "bounds-changed",
      "bounds changed from 0.1 to 0.3 to 0.2 to 0.4",
    ],
    [
      "widened to one more choice",
      { allowed: ["off"] },
      { allowed: ["off", "micro"] },
      "bounds-widened",
      "bounds widened from off to off, micro",
    ],
    ["set", undefined, { min: 0, max: 1 }, "bounds-added", "bounded to 0 to 1"],
    ["removed", { min: 0, max: 1 }, undefined, "bounds-removed", "bounds removed (was 0 to 1)"],
  ] as const)("says that bounds were %s", (_, before, after, kind, sentence) => {
    const bounded = (bounds: FleetAttribute["bounds"] | undefined) => cpu(bounds === undefined ? {} : { bounds });
    const copy = (bounds: typeof before | typeof after) =>
      bounds === undefined || !("allowed" in bounds) ? bounds : { allowed: [...bounds.allowed] };
    const [change] = diffFleetConfig(bounded(copy(before)), bounded(copy(after)));
    expect(change).toMatchObject({ kind, sentence: `cpu_allocation: ${sentence}` });
  });

  it("tells a new version, another mode and another Persona apart, and sees a new order", () => {
    const of = (personas: FleetConfig["personas"], triggers: FleetConfig["triggers"] = []): FleetConfig => ({
      ...base,
      personas,
      triggers,
    });
    const kinds = (a: FleetConfig, b: FleetConfig) => diffFleetConfig(a, b).map(({ kind }) => kind);
    expect(kinds(of([persona]), of([{ ...persona, version: 2, mode: "active" }]))).toEqual([
      "persona-version-changed",
      "persona-mode-changed",
    ]);
    expect(kinds(of([persona]), of([{ ...persona, persona: "acme/calm" }]))).toEqual(["persona-assigned"]);
    expect(kinds(of([persona]), of([]))).toEqual(["persona-removed"]);
    const calm = { ...surge, name: "calm" };
    expect(kinds(of([], [surge, calm]), of([], [calm, surge]))).toEqual(["triggers-reordered"]);
    expect(kinds(of([], [surge, calm]), of([], [calm]))).toEqual(["trigger-removed"]);
  });
});

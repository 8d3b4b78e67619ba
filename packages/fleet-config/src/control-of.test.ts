import { stateSchema } from "@fleet-persona/protocol";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { controlOf } from "./control-of.ts";
import { emptyFleetConfig } from "./empty-fleet-config.ts";
import type { FleetConfig } from "./fleet-config.ts";
import { arbitraryConfig } from "./testing/arbitrary-config.ts";

const hostIds = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 });
const withRadius = (blast_radius: NonNullable<FleetConfig["settings"]["blast_radius"]>): FleetConfig => ({
  ...emptyFleetConfig("web"),
  settings: { blast_radius },
});

describe("controlOf", () => {
  it("gives every document a shape that the protocol takes", () => {
    fc.assert(
      fc.property(arbitraryConfig, hostIds, (config, ids) => {
        const { control, settings, bounds } = controlOf(config, { hostId: ids[0] ?? "", hostIds: ids });
        const assignment = {
          assignmentId: "018f0000-0000-7000-8000-000000000001",
          personaId: "acme/surge-ready",
          version: 1,
          digest: "0".repeat(64),
          publisherKeys: [{ fingerprint: "SHA256:x", publicKey: Buffer.alloc(32).toString("base64") }],
          mode: "shadow",
          settings,
          bounds,
        };
        const state = {
          type: "state",
          fleetId: "018f0000-0000-7000-8000-000000000001",
          revision: 1,
          paused: false,
          pausedUntil: null,
          assignment,
          control: { ...control, killSwitch: null, pauses: [], resumedAt: {} },
        };
        expect(stateSchema.parse(state)).toEqual(state);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("gives each host a place of its own, whatever order the hosts come in, and never lets a window be empty", () => {
    const radius = fc.oneof(
      fc.record({ hosts: fc.integer({ min: 1, max: 60 }), window_s: fc.constant(60) }),
      fc.record({ share: fc.double({ min: 0.001, max: 1, noNaN: true }), window_s: fc.constant(60) }),
    );
    fc.assert(
      fc.property(hostIds, radius, (ids, blastRadius) => {
        const rollouts = ids.map(
          (hostId, index) =>
            controlOf(withRadius(blastRadius), { hostId, hostIds: index % 2 === 0 ? ids : ids.toReversed() }).control
              .rollout,
        );
        const places = rollouts.map((rollout) => rollout?.place ?? -1).toSorted((a, b) => a - b);
        expect(places).toEqual(ids.map((_, index) => index));
        const [first] = rollouts;
        expect(first?.hosts).toBe(ids.length);
        expect(first?.perWindow).toBeGreaterThanOrEqual(1);
        const wanted = "share" in blastRadius ? blastRadius.share * ids.length : blastRadius.hosts;
        expect(first?.perWindow).toBeLessThanOrEqual(Math.max(1, Math.min(wanted, ids.length)));
      }),
    );
  });

  it("says seconds in milliseconds, days in ISO numbers and bounds as the engine does", () => {
    const config: FleetConfig = {
      ...emptyFleetConfig("web"),
      attributes: {
        cpu_allocation: { scope: "host", value: 0.3, bounds: { min: 0.1, max: 0.3 }, step: { grow: 0.05 } },
        caching_strategy: { scope: "fleet", bounds: { allowed: ["off", "micro"] } },
      },
      freeze_windows: [
        { name: "night", weekly: { days: ["sun", "mon", "mon"], from: "22:00", until: "06:00", time_zone: "UTC" } },
        { name: "sale", from: "2026-11-27T01:00:00+01:00", until: "2026-11-28T00:00:00Z" },
      ],
      settings: {
        cooldown_s: { grow: 2, shrink: 30 },
        yield_s: 900,
        guardrail: { error_rate_increase: 0.01, latency_increase: 0.5, window_s: 30 },
        blast_radius: { share: 0.5, window_s: 60 },
      },
    };
    expect(controlOf(config, { hostId: "b", hostIds: ["c", "a", "b"] })).toEqual({
      control: {
        freezeWindows: [
          { name: "night", window: { kind: "weekly", days: [1, 7], from: "22:00", until: "06:00", timeZone: "UTC" } },
          {
            name: "sale",
            window: { kind: "once", from: Date.UTC(2026, 10, 27), until: Date.UTC(2026, 10, 28) },
          },
        ],
        triggers: [],
        declared: { cpu_allocation: 0.3 },
        stepLimits: { cpu_allocation: { grow: 0.05 } },
        rollout: { place: 1, hosts: 3, perWindow: 1, windowMs: 60_000, jitter: 0.5 },
      },
      settings: {
        cooldownMs: { grow: 2000, shrink: 30_000 },
        yieldMs: 900_000,
        guardrail: { errorRateIncrease: 0.01, latencyIncrease: 0.5, windowMs: 30_000 },
      },
      bounds: {
        cpu_allocation: { kind: "range", min: 0.1, max: 0.3 },
        caching_strategy: { kind: "choices", allowed: ["off", "micro"] },
      },
    });
    const off = controlOf({ ...emptyFleetConfig("web"), settings: { guardrail: null } }, { hostId: "a", hostIds: [] });
    expect([off.settings, off.control.rollout]).toEqual([{ guardrail: null }, null]);
  });
});

import { stateSchema } from "@fleet-persona/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { readHostState } from "../agents/read-host-state.ts";
import type { HostState } from "../agents/read-host-state.ts";
import type { HostKey } from "../agents/host-key.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import { pauseFleet } from "../fleets/pause-fleet.ts";
import { resumeFleet } from "../fleets/resume-fleet.ts";
import type { FleetId } from "../ids.ts";
import { watchFleets } from "../maintenance/watch-fleets.ts";
import { as, expectRefusal, startHubWithHost } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { addPause } from "./add-pause.ts";
import { engageKillSwitch } from "./engage-kill-switch.ts";
import { releaseKillSwitch } from "./release-kill-switch.ts";
import { removePause } from "./remove-pause.ts";
import { resumeSteering } from "./resume-steering.ts";

describe("control", () => {
  let hub: TestHub;
  let owner: Actor;
  let fleetId: FleetId;
  let host: HostKey;

  beforeAll(async () => {
    ({ hub, owner, fleetId, host } = await startHubWithHost());
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const stateOf = async (): Promise<HostState> => {
    const state = await readHostState(hub.deps, host);
    expect(stateSchema.parse({ type: "state", ...state })).toEqual({ type: "state", ...state });
    return state;
  };

  it("stops a fleet at one operator's word, and starts it again at an admin's", async () => {
    expect((await stateOf()).control).toMatchObject({ killSwitch: null, pauses: [], resumedAt: {} });
    const engage = { fleetId, reason: "Checkout is broken" };
    await expectRefusal(execute(hub.deps, as(owner, "viewer"), engageKillSwitch, engage), "forbidden");
    const engagedAt = hub.deps.now().getTime();
    const engaged = await execute(hub.deps, as(owner, "operator"), engageKillSwitch, engage);
    expect(engaged.killSwitch).toMatchObject({ reason: "Checkout is broken", engagedAt });
    hub.advance(1_000);
    const twice = await execute(hub.deps, owner, engageKillSwitch, { fleetId });
    expect(twice.killSwitch).toEqual(engaged.killSwitch);
    const { control } = await stateOf();
    expect(control?.killSwitch).toEqual({ since: engagedAt, by: engaged.killSwitch?.engagedBy, reason: engage.reason });

    await expectRefusal(execute(hub.deps, as(owner, "operator"), releaseKillSwitch, { fleetId }), "forbidden");
    expect((await execute(hub.deps, as(owner, "admin"), releaseKillSwitch, { fleetId })).killSwitch).toBeNull();
    expect((await stateOf()).control?.killSwitch).toBeNull();
    expect((await execute(hub.deps, owner, engageKillSwitch, { fleetId })).killSwitch?.reason).toBe("");
    await execute(hub.deps, owner, releaseKillSwitch, { fleetId });
  });

  it("pauses one direction or attribute beside a pause of everything, each until its own end", async () => {
    const until = (minutes: number): number => hub.deps.now().getTime() + minutes * 60_000;
    const shrink = { kind: "direction", direction: "shrink" } as const;
    const cache = { kind: "attribute", attribute: "cache_ttl" } as const;
    const first = await execute(hub.deps, owner, addPause, { fleetId, scope: shrink, minutes: 10 });
    expect(first.pause).toEqual({ paused: false });
    expect(first.pauses).toMatchObject([{ scope: shrink, until: until(10), createdAt: hub.deps.now().getTime() }]);
    const shrinkUntil = until(10);
    hub.advance(1);
    await execute(hub.deps, owner, addPause, { fleetId, scope: cache, minutes: null });
    await execute(hub.deps, owner, pauseFleet, { fleetId, minutes: 5 });
    const all = await execute(hub.deps, owner, addPause, { fleetId, scope: { kind: "all" }, minutes: 20 });
    expect(all.pause).toEqual({ paused: true, until: until(20) });
    expect(await stateOf()).toMatchObject({
      paused: true,
      pausedUntil: until(20),
      control: {
        pauses: [
          { scope: { kind: "all" }, until: until(20) },
          { scope: shrink, until: shrinkUntil },
          { scope: cache, until: null },
        ],
      },
    });
    const resumed = await execute(hub.deps, owner, resumeFleet, { fleetId });
    expect([resumed.pause, resumed.pauses.length]).toEqual([{ paused: false }, 2]);

    const [, second] = resumed.pauses;
    const pauseId = second?.pauseId ?? "";
    await execute(hub.deps, owner, removePause, { fleetId, pauseId });
    await expectRefusal(execute(hub.deps, owner, removePause, { fleetId, pauseId }), "not-found");

    hub.advance(10 * 60_000);
    const { revision } = await stateOf();
    expect((await stateOf()).control?.pauses).toEqual([]);
    expect((await watchFleets(hub.deps)).resumed).toBe(1);
    expect((await stateOf()).revision).toBe(revision + 1);
    expect((await watchFleets(hub.deps)).resumed).toBe(0);
  });

  it("takes an attribute back into steering, or all of them", async () => {
    await execute(hub.deps, owner, resumeSteering, { fleetId, attribute: "cpu_allocation" });
    const first = hub.deps.now().getTime();
    hub.advance(1_000);
    await execute(hub.deps, owner, resumeSteering, { fleetId, attribute: "*" });
    expect((await stateOf()).control?.resumedAt).toEqual({ cpu_allocation: first, "*": first + 1_000 });
    const odd = execute(hub.deps, owner, resumeSteering, { fleetId, attribute: "No such" });
    await expectRefusal(odd, "invalid-input", "attribute");
  });

  it("bounds how many pauses a fleet carries", async () => {
    const scope = { kind: "attribute", attribute: "cache_ttl" } as const;
    for (let index = 0; index < 32; index += 1)
      await execute(hub.deps, owner, addPause, { fleetId, scope, minutes: null });
    await expectRefusal(execute(hub.deps, owner, addPause, { fleetId, scope, minutes: null }), "conflict");
    expect((await execute(hub.deps, owner, getFleet, { fleetId })).pauses).toHaveLength(32);
    expect((await stateOf()).control?.pauses).toHaveLength(32);
  });
});

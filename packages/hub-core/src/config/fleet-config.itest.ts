import { listenFleetChanged } from "@fleet-persona/db";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "../actor.ts";
import { readHostState } from "../agents/read-host-state.ts";
import { recordHostStatus } from "../agents/record-host-status.ts";
import { setAssignmentMode } from "../assignments/set-assignment-mode.ts";
import { unassignPersona } from "../assignments/unassign-persona.ts";
import { listAudit } from "../audit/list-audit.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import type { FleetId } from "../ids.ts";
import { getPersona } from "../store/get-persona.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import {
  approve,
  as,
  expectRefusal,
  newBuyer,
  newHost,
  newOwner,
  newSeller,
  startTestHub,
} from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { applyFleetConfig } from "./apply-fleet-config.ts";
import type { FleetConfigExport } from "./config-version.ts";
import { exportFleetConfig } from "./export-fleet-config.ts";
import { getFleetConfigVersion } from "./get-fleet-config-version.ts";
import { listFleetConfigVersions } from "./list-fleet-config-versions.ts";
import { planFleetConfig } from "./plan-fleet-config.ts";

const surgeReady = { persona: "acme/surge-ready", version: 1 } as const;

describe("a fleet's state document", () => {
  let hub: TestHub;
  let published: PublishedPersona;

  beforeAll(async () => {
    hub = await startTestHub();
    ({ published } = await newSeller(hub));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const read = (actor: Actor, fleetId: FleetId): Promise<FleetConfigExport> =>
    execute(hub.deps, actor, exportFleetConfig, { fleetId });
  const newFleet = async (slug: string) => {
    const owner = await newOwner(hub);
    const { fleetId } = await execute(hub.deps, owner, createFleet, { name: slug, slug });
    return { owner, fleetId };
  };

  it("stands as version 0 before anybody said anything: the Persona in charge and what hosts report", async () => {
    const { owner, fleetId } = await newFleet("quiet");
    expect(await read(owner, fleetId)).toEqual({
      fleetId,
      version: 0,
      config: {
        schema: "fleet-persona/fleet/1",
        fleet: "quiet",
        attributes: {},
        triggers: [],
        freeze_windows: [],
        personas: [],
        settings: {},
      },
      changedBy: null,
      changedAt: null,
      now: {},
    });
    const host = await newHost(hub, owner, await execute(hub.deps, owner, getFleet, { fleetId }));
    await recordHostStatus(hub.deps, { ...host, status: { config: { cpu_allocation: 0.2, "no such name": 1 } } });
    const { config, now } = await read(owner, fleetId);
    expect(config.attributes).toEqual({ cpu_allocation: { scope: "host" } });
    expect(now).toEqual({ cpu_allocation: [{ hostId: host.hostId, hostName: "web-1", value: 0.2 }] });
    expect((await execute(hub.deps, owner, getFleet, { fleetId })).configVersion).toBe(0);
  });

  it("is planned, applied as the next version, told to every host, and kept with who changed it and what", async () => {
    const { owner, fleetId } = await newFleet("applied");
    const host = await newHost(hub, owner, await execute(hub.deps, owner, getFleet, { fleetId }));
    const heard: string[] = [];
    await using listener = await listenFleetChanged(hub.deps.db, { onFleet: (id) => heard.push(id) });
    expect(listener).toBeDefined();
    const { config } = await read(owner, fleetId);
    const next: FleetConfig = {
      ...config,
      attributes: { cpu_allocation: { scope: "host", value: 0.3, bounds: { min: 0.1, max: 0.3 } } },
      freeze_windows: [{ name: "sale", from: "2026-11-27T00:00:00Z", until: "2026-11-28T00:00:00Z" }],
      settings: { blast_radius: { share: 0.5, window_s: 60 } },
    };
    const plan = await execute(hub.deps, as(owner, "viewer"), planFleetConfig, { fleetId, config: next });
    expect(plan).toMatchObject({ baseVersion: 0, refusals: [] });
    expect(plan.changes.map(({ kind }) => kind)).toEqual(["attribute-added", "freeze-added", "setting-changed"]);
    expect(heard).toEqual([]);

    const input = { fleetId, config: next, baseVersion: 0, note: "Before the sale" };
    await expectRefusal(execute(hub.deps, as(owner, "viewer"), applyFleetConfig, input), "forbidden");
    const applied = await execute(hub.deps, as(owner, "operator"), applyFleetConfig, input);
    expect(applied).toMatchObject({ version: 1, note: "Before the sale", config: next, changes: plan.changes });
    expect(applied.changedBy).toMatch(/@example\.com$/);
    await vi.waitFor(() => expect(heard).toEqual([fleetId]));
    const state = await readHostState(hub.deps, host);
    expect(state.control).toMatchObject({
      declared: { cpu_allocation: 0.3 },
      freezeWindows: [{ name: "sale", window: { kind: "once" } }],
      rollout: { place: 0, hosts: 1, perWindow: 1, windowMs: 60_000 },
    });
    const [entry] = await execute(hub.deps, owner, listAudit, {});
    expect(entry).toMatchObject({
      command: "applyFleetConfig",
      entityId: fleetId,
      details: { version: 1, changes: plan.changes.map(({ sentence }) => sentence) },
    });

    const again = await execute(hub.deps, owner, applyFleetConfig, { ...input, baseVersion: 1, note: "" });
    expect(again.version).toBe(1);
    await expectRefusal(execute(hub.deps, owner, applyFleetConfig, input), "conflict", "version-changed");
    expect(await execute(hub.deps, owner, getFleetConfigVersion, { fleetId, version: 1 })).toEqual(applied);
    await expectRefusal(execute(hub.deps, owner, getFleetConfigVersion, { fleetId, version: 2 }), "not-found");
    const { config: _config, ...summary } = applied;
    expect(await execute(hub.deps, owner, listFleetConfigVersions, { fleetId })).toEqual([summary]);
    expect((await execute(hub.deps, owner, getFleet, { fleetId })).configVersion).toBe(1);
  });

  it("lets only one of several that are applied at once through", async () => {
    const { owner, fleetId } = await newFleet("raced");
    const { config } = await read(owner, fleetId);
    const outcomes = await Promise.allSettled(
      [0.1, 0.2, 0.3, 0.4].map((risk) =>
        execute(hub.deps, owner, applyFleetConfig, {
          fleetId,
          config: { ...config, settings: { risk_tolerance: risk } },
          baseVersion: 0,
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await read(owner, fleetId)).version).toBe(1);
  });

  it("puts a Persona in charge only with an entitlement, and lets it act only once an admin approved it", async () => {
    const { owner, fleetId } = await newFleet("steered");
    const { config } = await read(owner, fleetId);
    const inShadow: FleetConfig = { ...config, personas: [{ ...surgeReady, mode: "shadow" }] };
    const active: FleetConfig = { ...config, personas: [{ ...surgeReady, mode: "active" }] };
    const apply = async (next: FleetConfig, by = owner) =>
      execute(hub.deps, by, applyFleetConfig, {
        fleetId,
        config: next,
        baseVersion: (await read(owner, fleetId)).version,
      });
    await expectRefusal(apply(inShadow), "refused", "not-entitled");
    const unknown: FleetConfig = { ...config, personas: [{ ...surgeReady, version: 9, mode: "shadow" }] };
    await expectRefusal(apply(unknown), "refused", "persona-unknown");
    await execute(hub.deps, owner, getPersona, { listingId: published.listingId });
    await expectRefusal(apply(inShadow), "refused", "review-needed");
    const { personaVersionId } = published;
    await approve(hub, owner, { fleetId, personaVersionId, mode: "shadow" });
    await apply({ ...config, personas: [] });
    await expectRefusal(apply(active), "refused", "approval-needed");
    const plan = await execute(hub.deps, owner, planFleetConfig, { fleetId, config: active });
    expect(plan.refusals).toMatchObject([{ code: "approval-needed", path: "personas.mode" }]);

    await apply(inShadow, as(owner, "operator"));
    const { assignment } = await execute(hub.deps, owner, getFleet, { fleetId });
    expect(assignment).toMatchObject({ mode: "shadow", personaId: "acme/surge-ready" });
    await expectRefusal(apply(active), "refused", "approval-needed");
    await approve(hub, owner, { fleetId, personaVersionId, mode: "active" });
    await apply(inShadow);
    expect((await execute(hub.deps, owner, getFleet, { fleetId })).assignment).toMatchObject({ mode: "shadow" });
    await apply(active, as(owner, "operator"));
    expect((await execute(hub.deps, owner, getFleet, { fleetId })).assignment).toMatchObject({
      assignmentId: assignment?.assignmentId,
      mode: "active",
    });
    await apply({ ...config, personas: [] });
    expect((await execute(hub.deps, owner, getFleet, { fleetId })).assignment).toBeNull();
  });

  it("follows what is done to the assignment by its own commands", async () => {
    const { buyer, fleet, assignment, host } = await newBuyer(hub, published);
    const { fleetId } = fleet;
    const { assignmentId } = assignment;
    expect(await read(buyer, fleetId)).toMatchObject({
      version: 1,
      config: { personas: [{ ...surgeReady, mode: "shadow" }] },
    });
    const { personaVersionId } = published;
    await approve(hub, buyer, { fleetId, personaVersionId, mode: "active" }, "Looks calm");
    await execute(hub.deps, buyer, setAssignmentMode, { assignmentId, mode: "active" });
    const bounded: FleetConfig = {
      ...(await read(buyer, fleetId)).config,
      attributes: { cpu_allocation: { scope: "host", bounds: { min: 0.15, max: 0.25 } } },
      settings: { risk_tolerance: 0.1, cooldown_s: { grow: 1, shrink: 9 } },
    };
    await execute(hub.deps, buyer, applyFleetConfig, { fleetId, config: bounded, baseVersion: 2 });
    expect((await readHostState(hub.deps, host)).assignment).toMatchObject({
      mode: "active",
      settings: { riskTolerance: 0.1, cooldownMs: { grow: 1000, shrink: 9000 } },
      bounds: { cpu_allocation: { kind: "range", min: 0.15, max: 0.25 } },
    });
    await execute(hub.deps, buyer, setAssignmentMode, { assignmentId, mode: "shadow" });
    await execute(hub.deps, buyer, unassignPersona, { assignmentId });
    const versions = await execute(hub.deps, buyer, listFleetConfigVersions, { fleetId });
    expect(versions.map(({ version, note, changes }) => [version, note, changes.map(({ kind }) => kind)])).toEqual([
      [5, "Took the Persona off the fleet", ["persona-removed"]],
      [4, "Switched to shadow", ["persona-mode-changed"]],
      [3, "", ["attribute-added", "setting-changed", "setting-changed"]],
      [2, "Looks calm", ["persona-mode-changed"]],
      [1, "Approved acme/surge-ready version 1 as shadow", ["persona-assigned"]],
    ]);
    expect((await read(buyer, fleetId)).config.attributes).toEqual(bounded.attributes);
    const [last] = await execute(hub.deps, buyer, listFleetConfigVersions, { fleetId, before: 3, limit: 1 });
    expect(last?.version).toBe(2);
  });

  it("is refused when it is another fleet's, means the wrong kind of value, or could not be kept", async () => {
    const { buyer, fleet } = await newBuyer(hub, published);
    const { fleetId } = fleet;
    const { config } = await read(buyer, fleetId);
    const apply = (changes: Partial<FleetConfig>) =>
      execute(hub.deps, buyer, applyFleetConfig, { fleetId, config: { ...config, ...changes }, baseVersion: 1 });
    await expectRefusal(apply({ fleet: "other" }), "refused", "fleet-mismatch");
    const bounds = { allowed: ["many"] };
    await expectRefusal(
      apply({ attributes: { cpu_allocation: { scope: "host", bounds } } }),
      "refused",
      "attribute-mismatch",
    );
    const value = "much";
    await expectRefusal(
      apply({ attributes: { cpu_allocation: { scope: "host", value } } }),
      "refused",
      "attribute-mismatch",
    );
    const nul = { attributes: { cpu_allocation: { scope: "host" as const, owner: "a\0b" } } };
    await expectRefusal(apply(nul), "invalid-input", "config");
    const allowed = Array.from({ length: 64 }, (_, index) => `${index}`.padEnd(64, "x"));
    const wide = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`a${index}`, { scope: "host" as const, bounds: { allowed } }]),
    );
    await expectRefusal(apply({ attributes: wide }), "refused", "too-large");
    const colour = { ...config, colour: "red" } as FleetConfig;
    await expectRefusal(
      execute(hub.deps, buyer, planFleetConfig, { fleetId, config: colour }),
      "invalid-input",
      "config",
    );
  });
});

import { withTenant } from "@fleet-persona/db";
import type { SettingSearch } from "@fleet-persona/experiments";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportFleetConfig } from "../config/export-fleet-config.ts";
import { applyFleetConfig } from "../config/apply-fleet-config.ts";
import { addPause } from "../control/add-pause.ts";
import { removePause } from "../control/remove-pause.ts";
import { listExperiments } from "../experiments/experiment-list.ts";
import { planExperiment } from "../experiments/plan-experiment.ts";
import { startExperiment } from "../experiments/start-experiment.ts";
import { stopExperiment } from "../experiments/steer-experiment.ts";
import { around, driveFleet, planFor, publishTwo } from "../experiments/testing/driven-fleet.fixture.ts";
import type { DrivenFleet, Effect } from "../experiments/testing/driven-fleet.fixture.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import { revokeVersion } from "../lifecycle/revoke-version.ts";
import { as, expectRefusal, newOwner, publishPassed, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { openVariationCampaign } from "./open-variation-campaign.ts";
import { getVariationCampaign, listVariationCampaigns } from "./read-variation-campaigns.ts";
import { endVariationCampaign, pauseVariationCampaign, resumeVariationCampaign } from "./steer-variation-campaign.ts";
import { dueVariationCampaigns, stepVariationCampaign } from "./step-variation-campaign.ts";
import type { VariationCampaignView } from "./variation-campaign.ts";

type Charter = Parameters<typeof openVariationCampaign.run>[1]["charter"];

describe("campaigns", () => {
  let hub: TestHub;
  let store: Awaited<ReturnType<typeof publishTwo>>;

  beforeAll(async () => {
    hub = await startTestHub();
    store = await publishTwo(hub);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  /** Fixed values of the risk tolerance, one experiment after the other. */
  function fixed(values: readonly number[]): SettingSearch {
    const asked = (state: unknown): number => (state as { asked: number } | null)?.asked ?? 0;
    return {
      propose: (state, count) => ({
        state: { asked: asked(state) + Math.min(count, values.length - asked(state)) },
        proposals: values
          .slice(asked(state), asked(state) + count)
          .map((value, index) => ({ key: `v${asked(state) + index}`, values: { risk_tolerance: value } })),
      }),
      tell: (state) => state,
      isExhausted: (state) => asked(state) >= values.length,
    };
  }

  const toleranceOf = (fleet: DrivenFleet, index: number): number =>
    fleet.hosts[index]?.state.assignment?.settings.riskTolerance ?? 0.3;
  /** The bolder, the faster. */
  const bolder =
    (fleet: DrivenFleet): Effect =>
    (host) =>
      around(130 - 100 * toleranceOf(fleet, host.index), host);

  async function open(fleet: DrivenFleet, change: object = {}): Promise<VariationCampaignView> {
    const { design, metrics, goal, minimumEffect, minS, maxS } = planFor(fleet, {});
    const charter = {
      name: "Bolder by night",
      settings: [{ name: "risk_tolerance", low: 0.1, high: 0.9 }],
      versionsOf: [],
      budget: { percent: 50, hours: 20, experiments: 6 },
      endsAt: hub.deps.now().getTime() + 48 * 3_600_000,
      atOnce: 1,
      template: {
        design,
        metrics,
        goal,
        guardrails: [],
        minimumEffect,
        minS,
        maxS,
        confirm: false,
        promote: "automatic",
      },
      ...change,
    } as unknown as Charter;
    return execute(hub.deps, fleet.buyer, openVariationCampaign, { fleetId: fleet.fleetId, charter, seed: 7 });
  }

  const view = (fleet: DrivenFleet, { campaignId }: VariationCampaignView) =>
    execute(hub.deps, fleet.buyer, getVariationCampaign, { campaignId });

  /** One round of a worker: every campaign that is due. */
  async function step(search: SettingSearch): Promise<void> {
    for (const key of await dueVariationCampaigns(hub.deps, 10))
      await stepVariationCampaign(hub.deps, key, () => search);
  }

  /** Time goes on with campaigns and experiments looked at, until the campaign is what is waited for. */
  async function live(
    fleet: DrivenFleet,
    campaign: VariationCampaignView,
    search: SettingSearch,
    until: (now: VariationCampaignView) => boolean,
  ): Promise<VariationCampaignView> {
    for (let turn = 0; turn < 120; turn += 1) {
      await step(search);
      const now = await view(fleet, campaign);
      if (until(now)) return now;
      await fleet.run(60);
    }
    throw new TypeError(`It came to nothing: ${JSON.stringify((await view(fleet, campaign)).steps.slice(0, 5))}`);
  }

  it("tries settings by a person's own path, adopts what is measured to be better, and ends when nothing is left", async () => {
    const fleet = await driveFleet(hub, store, 20);
    fleet.effect = bolder(fleet);
    const opened = await open(fleet);
    expect(opened).toMatchObject({
      status: "open",
      rounds: 0,
      steps: [{ code: "opened", by: expect.stringContaining("@") }],
    });
    const over = await live(fleet, opened, fixed([0.6, 0.2]), ({ status }) => status === "ended");
    expect(over.tried.map(({ title, promoted, verdict }) => [title, promoted, verdict])).toEqual([
      ["risk tolerance 0.6", true, "better"],
      ["risk tolerance 0.2", false, "worse"],
    ]);
    expect(over.tried[0]?.effect?.estimate).toBeCloseTo(0.3, 1);
    expect(over.gained).toBeCloseTo(0.3, 1);
    expect(over.sentence).toContain("Nothing within the bounds is left");
    expect(over.budget.spentHours).toBeGreaterThan(0);
    expect(over.steps.map(({ code }) => code).toReversed()).toEqual([
      "opened",
      "round-proposed",
      "round-begun",
      "winner-adopted",
      "round-proposed",
      "round-begun",
      "round-over",
      "nothing-left",
    ]);
    const { config } = await execute(hub.deps, fleet.buyer, exportFleetConfig, { fleetId: fleet.fleetId });
    expect(config.settings.risk_tolerance).toBe(0.6);
    const experiments = await execute(hub.deps, fleet.buyer, listExperiments, { fleetId: fleet.fleetId });
    expect(experiments.map(({ campaignId, name }) => [campaignId, name])).toEqual([
      [over.campaignId, "Bolder by night, round 2"],
      [over.campaignId, "Bolder by night, round 1"],
    ]);
    expect(experiments[0]?.arms).toHaveLength(2);
  }, 180_000);

  it("tries the newest version that an admin approved, and no other", async () => {
    const fleet = await driveFleet(hub, store, 20);
    fleet.effect = (host) => around(host.version === 2 ? 70 : 100, host);
    const { listingId } = store;
    await publishPassed(hub, store.seller, { version: 3, confidence_score: 0.71 });
    const opened = await open(fleet, { settings: [], versionsOf: [listingId] });
    const over = await live(fleet, opened, fixed([]), ({ status }) => status === "ended");
    expect(over.tried.map(({ title, promoted }) => [title, promoted])).toEqual([["acme/surge-ready version 2", true]]);
    const { assignment } = await execute(hub.deps, fleet.buyer, getFleet, { fleetId: fleet.fleetId });
    expect(assignment).toMatchObject({ version: 2, mode: "active" });
  }, 180_000);

  it("survives a worker that dies anywhere between deciding and starting", async () => {
    const fleet = await driveFleet(hub, store, 12);
    fleet.effect = bolder(fleet);
    const opened = await open(fleet);
    const search = fixed([0.6]);
    const dying: SettingSearch = {
      ...search,
      propose: () => {
        throw new TypeError("died");
      },
    };
    await expect(step(dying)).rejects.toThrow("died");
    expect((await view(fleet, opened)).rounds).toBe(0);
    // A draft that nobody started and nobody wrote down.
    const first = await live(fleet, opened, search, ({ current }) => current !== null);
    const { current } = first;
    expect(current?.experiment?.status).toBe("running");
    await withTenant(hub.deps.db, fleet.buyer.tenantId, (tx) =>
      tx.execute(
        sql`update variation_campaigns set progress = jsonb_set(progress, '{current,experimentId}', 'null'), next_step_at = ${hub.deps.now().toISOString()}::timestamptz where id = ${opened.campaignId}`,
      ),
    );
    await step(search);
    const again = await view(fleet, opened);
    expect(again.current?.experiment).toEqual(current?.experiment);
    const experiments = await execute(hub.deps, fleet.buyer, listExperiments, { fleetId: fleet.fleetId });
    expect(experiments).toHaveLength(1);
    // Two workers at once: one of them looks.
    await withTenant(hub.deps.db, fleet.buyer.tenantId, (tx) =>
      tx.execute(
        sql`update variation_campaigns set next_step_at = ${hub.deps.now().toISOString()}::timestamptz where id = ${opened.campaignId}`,
      ),
    );
    const key = { tenantId: fleet.buyer.tenantId, campaignId: opened.campaignId };
    const looked = await Promise.all([1, 2, 3].map(() => stepVariationCampaign(hub.deps, key, () => search)));
    expect(looked.filter(Boolean)).toHaveLength(1);
    await execute(hub.deps, fleet.buyer, endVariationCampaign, { campaignId: opened.campaignId });
  }, 180_000);

  it("waits for a person's experiment and for a pause, and goes on after them", async () => {
    const fleet = await driveFleet(hub, store, 12);
    fleet.effect = bolder(fleet);
    const { fleetId, buyer } = fleet;
    const planned = await execute(hub.deps, buyer, planExperiment, { fleetId, plan: planFor(fleet, {}) });
    const { experimentId } = planned.experiment;
    await execute(hub.deps, buyer, startExperiment, { experimentId });
    const opened = await open(fleet);
    const search = fixed([0.6]);
    const waiting = await live(fleet, opened, search, (now) => now.waiting !== null);
    expect(waiting.waiting?.code).toBe("fleet-claimed");
    await execute(hub.deps, buyer, stopExperiment, { experimentId });
    const pause = { fleetId, scope: { kind: "all" }, minutes: null } as const;
    const [paused] = (await execute(hub.deps, buyer, addPause, pause)).pauses;
    const held = await live(fleet, opened, search, (now) => now.waiting?.code === "fleet-paused");
    expect(held.current).toBeNull();
    await execute(hub.deps, buyer, removePause, { fleetId, pauseId: paused?.pauseId ?? "" });
    const on = await live(fleet, opened, search, ({ current }) => current !== null);
    expect(on.waiting).toBeNull();
    const { campaignId } = opened;
    await expectRefusal(execute(hub.deps, as(buyer, "operator"), pauseVariationCampaign, { campaignId }), "forbidden");
    const stopped = await execute(hub.deps, buyer, pauseVariationCampaign, { campaignId, reason: "Friday" });
    expect(stopped.status).toBe("paused");
    expect(stopped.steps[0]?.sentence).toBe("Paused by hand. Friday");
    await step(search);
    await execute(hub.deps, buyer, resumeVariationCampaign, { campaignId });
    const ended = await execute(hub.deps, buyer, endVariationCampaign, { campaignId });
    expect(ended).toMatchObject({ status: "ended", current: null });
    const [last] = await execute(hub.deps, buyer, listExperiments, { fleetId });
    expect(last).toMatchObject({ status: "stopped" });
  }, 180_000);

  it("ends when somebody changes the settings by hand, and when its Persona is revoked", async () => {
    const fleet = await driveFleet(hub, store, 12);
    fleet.effect = () => 100;
    const { fleetId, buyer } = fleet;
    const first = await open(fleet);
    const search = fixed([0.6, 0.7, 0.8]);
    await live(fleet, first, search, ({ current }) => current !== null);
    await stopRunning(fleet);
    const { config, version } = await execute(hub.deps, buyer, exportFleetConfig, { fleetId });
    const changed = { ...config, settings: { ...config.settings, deadband: 0.05 } };
    await execute(hub.deps, buyer, applyFleetConfig, {
      fleetId,
      config: changed,
      baseVersion: version,
      note: "By hand",
    });
    const byHand = await live(fleet, first, search, ({ status }) => status === "ended");
    expect(byHand.steps[0]?.code).toBe("changed-by-hand");
    const second = await open(fleet);
    await execute(hub.deps, store.seller, revokeVersion, {
      personaId: "acme/surge-ready",
      version: 1,
      reason: "It leaks",
    });
    const revoked = await live(fleet, second, search, ({ status }) => status === "ended");
    expect(revoked.sentence).toContain("It leaks");
  }, 180_000);

  it("are opened by admins, one at a time, where something acts, and are nobody else's", async () => {
    const fleet = await driveFleet(hub, await anotherStore(), 2);
    await expectRefusal(open({ ...fleet, buyer: as(fleet.buyer, "operator") }), "forbidden");
    const opened = await open(fleet);
    await expectRefusal(open(fleet), "refused", "campaign-open");
    const late = { endsAt: hub.deps.now().getTime() + 1000 };
    await expectRefusal(open(fleet, late), "invalid-input");
    const stranger = await newOwner(hub);
    const { campaignId } = opened;
    await expectRefusal(execute(hub.deps, stranger, getVariationCampaign, { campaignId }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, endVariationCampaign, { campaignId }), "not-found");
    expect(await execute(hub.deps, stranger, listVariationCampaigns, {})).toEqual([]);
    const seen = await withTenant(hub.deps.db, stranger.tenantId, (tx) =>
      tx.execute(sql`select id from variation_campaigns`),
    );
    expect(seen).toHaveLength(0);
  }, 60_000);

  async function anotherStore(): Promise<typeof store> {
    const third = await publishPassed(hub, store.seller, { version: 4, confidence_score: 0.72 });
    return { ...store, versions: [store.versions[1], third.personaVersionId] };
  }

  async function stopRunning(fleet: DrivenFleet): Promise<void> {
    const experiments = await execute(hub.deps, fleet.buyer, listExperiments, { fleetId: fleet.fleetId });
    for (const { experimentId, endedAt } of experiments)
      if (endedAt === null) await execute(hub.deps, fleet.buyer, stopExperiment, { experimentId });
  }
});

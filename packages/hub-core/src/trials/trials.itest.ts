import { withTenant } from "@fleet-persona/db";
import { FRAME_KINDS, encodeMetrics } from "@fleet-persona/protocol";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import { recordDictionary } from "../agents/record-dictionary.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { revokeVersion } from "../lifecycle/revoke-version.ts";
import { readEntitledFile } from "../store/read-entitled-file.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { ingestFrames } from "../telemetry/ingest-frames.ts";
import { as, expectRefusal, newHost, newOwner, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { cancelTrial } from "./cancel-trial.ts";
import { claimTrial, isTrialWanted } from "./claim-trial.ts";
import { finishTrial } from "./finish-trial.ts";
import { getTrialReadiness } from "./readiness.ts";
import { listTrials, readTrial } from "./read-trials.ts";
import { requestTrial } from "./request-trial.ts";
import { sampleReport } from "./testing/sample-report.fixture.ts";
import type { TrialView } from "./trial.ts";
import { trialLimits } from "./trial-limits.ts";

describe("trials", () => {
  let hub: TestHub;
  let seller: Actor;
  let buyer: Actor;
  let fleet: FleetView;
  let published: PublishedPersona;

  // The buyer did not get the Persona: it only has a fleet.
  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
    buyer = await newOwner(hub);
    ({ fleet } = await recordingFleet("web-eu", 15));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  async function recordingFleet(slug: string, minutes: number): Promise<{ fleet: FleetView; host: HostKey }> {
    const made = await execute(hub.deps, buyer, createFleet, { name: slug, slug });
    const on = await newHost(hub, buyer, made);
    const signals = [
      { name: "request_rate", unit: "1/s" },
      { name: "config.cpu_allocation", unit: "cores" },
    ];
    await recordDictionary(hub.deps, { ...on, epoch: 1, id: 1, signals });
    const until = hub.deps.now().getTime();
    const frames = Array.from({ length: minutes * 6 }, (_, index) => ({
      ...on,
      epoch: 1,
      seq: index + 1,
      at: until - (minutes * 6 - 1 - index) * 10_000,
      kind: FRAME_KINDS.metrics,
      payload: encodeMetrics({ dictionaryId: 1, values: [100 + index, index % 7 === 0 ? null : 0.2] }),
    }));
    if (frames.length > 0) await ingestFrames(hub.deps, frames);
    return { fleet: made, host: on };
  }

  const ask = (of: FleetView = fleet): Promise<TrialView> =>
    execute(hub.deps, buyer, requestTrial, { fleetId: of.fleetId, personaVersionId: published.personaVersionId });
  const keyOf = ({ trialId }: TrialView) => ({ tenantId: buyer.tenantId, trialId });

  it("tries a Persona that the tenant did not get, on its own recording, and shows the report to it alone", async () => {
    const trial = await ask();
    expect(trial).toMatchObject({ status: "queued", personaId: "acme/surge-ready", fleetName: "web-eu", report: null });
    const material = await claimTrial(hub.deps, keyOf(trial));
    expect(material?.recording.at).toHaveLength(90);
    expect(material?.recording.columns["request_rate"]?.[89]).toBe(189);
    expect(material?.recording.columns["config.cpu_allocation"]?.[0]).toBeNaN();
    expect(material?.model).toHaveLength(2_000);
    expect(material?.host.of).toBe(1);
    expect((await execute(hub.deps, buyer, readTrial, { trialId: trial.trialId })).status).toBe("running");
    // Not even while it runs does the buyer get at the model, and the seller sees no trial at any time.
    const file = { digest: published.digest, file: "policy.onnx" as const };
    await expectRefusal(execute(hub.deps, buyer, readEntitledFile, file), "not-found");
    await expectRefusal(execute(hub.deps, seller, readTrial, { trialId: trial.trialId }), "not-found");
    expect(await execute(hub.deps, seller, listTrials, {})).toEqual([]);

    const report = sampleReport(published);
    expect(await finishTrial(hub.deps, keyOf(trial), { kind: "done", report })).toBe(true);
    expect(await finishTrial(hub.deps, keyOf(trial), { kind: "done", report })).toBe(false);
    const done = await execute(hub.deps, as(buyer, "viewer"), readTrial, { trialId: trial.trialId });
    expect(done).toMatchObject({ status: "done", failure: null, report: { shadow: { agreement: 0.5 } } });
    expect(await claimTrial(hub.deps, keyOf(trial))).toBeNull();
    const stolen = await withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      tx.execute(sql`select trial_bundle_file(${trial.trialId}::uuid, 'policy.onnx') as model`),
    );
    expect(stolen[0]).toEqual({ model: null });
  });

  it("says what is needed and when there will be enough where a fleet has recorded too little", async () => {
    const { fleet: young } = await recordingFleet("young", 4);
    await expectRefusal(ask(young), "refused", "too-little-data");
    const ready = await execute(hub.deps, buyer, getTrialReadiness, { fleetId: young.fleetId });
    expect(ready).toMatchObject({ neededMinutes: trialLimits.minutes, recording: true });
    expect(ready.minutes).toBeGreaterThanOrEqual(4);
    expect(ready.enoughAt).toBe(hub.deps.now().getTime() + (trialLimits.minutes - ready.minutes) * 60_000);
    const { fleet: silent } = await recordingFleet("silent", 0);
    await expect(ask(silent)).rejects.toThrow(/recorded nothing yet.*No agent of it is recording/s);
  });

  it("holds one trial at a time for a fleet, until it has ended or was cancelled", async () => {
    const first = await ask();
    await expectRefusal(ask(), "refused", "trial-running");
    expect(await isTrialWanted(hub.deps, keyOf(first))).toBe(true);
    const cancelled = await execute(hub.deps, buyer, cancelTrial, { trialId: first.trialId });
    expect(cancelled).toMatchObject({ status: "failed", failure: { code: "cancelled" } });
    expect(await isTrialWanted(hub.deps, keyOf(first))).toBe(false);
    const second = await ask();
    for (let attempt = 0; attempt < trialLimits.attempts; attempt += 1)
      expect(await claimTrial(hub.deps, keyOf(second))).not.toBeNull();
    expect(await claimTrial(hub.deps, keyOf(second))).toBeNull();
    expect(await execute(hub.deps, buyer, readTrial, { trialId: second.trialId })).toMatchObject({
      failure: { code: "given-up" },
    });
    const third = await ask();
    await finishTrial(hub.deps, keyOf(third), { kind: "done", report: { schema: "something else" } });
    expect(await execute(hub.deps, buyer, readTrial, { trialId: third.trialId })).toMatchObject({
      failure: { code: "trial-failed" },
    });
  });

  it("keeps to who may, and hides everything of another tenant", async () => {
    const stranger = await newOwner(hub);
    const { fleetId } = fleet;
    const { personaVersionId } = published;
    await expectRefusal(
      execute(hub.deps, as(buyer, "viewer"), requestTrial, { fleetId, personaVersionId }),
      "forbidden",
    );
    await expectRefusal(execute(hub.deps, stranger, requestTrial, { fleetId, personaVersionId }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, getTrialReadiness, { fleetId }), "not-found");
    const [known] = await execute(hub.deps, buyer, listTrials, { fleetId, limit: 1 });
    await expectRefusal(execute(hub.deps, stranger, cancelTrial, { trialId: known?.trialId ?? "" }), "not-found");
    const seen = await withTenant(hub.deps.db, stranger.tenantId, (tx) => tx.execute(sql`select id from trials`));
    expect(seen).toHaveLength(0);
    await execute(hub.deps, seller, revokeVersion, { personaId: "acme/surge-ready", version: 1, reason: "It leaks" });
    await expectRefusal(ask(), "refused", "version-revoked");
  });
});

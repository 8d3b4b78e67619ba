import { tables, withTenant } from "@fleet-persona/db";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import type { FleetView } from "../fleets/fleet.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import {
  as,
  expectRefusal,
  newBuyer,
  newOwner,
  newSeller,
  publishPassed,
  startTestHub,
} from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { sampleBundle } from "../testing/sample-bundle.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { cancelRefinement } from "./cancel-refinement.ts";
import { claimRefinement, isRefinementWanted, tellRefinementProgress } from "./claim-refinement.ts";
import { finishRefinement } from "./finish-refinement.ts";
import type { RefinementOutcome } from "./finish-refinement.ts";
import { giveLearningConsent } from "./give-learning-consent.ts";
import { listLearningConsents } from "./list-learning-consents.ts";
import { listLearningMaterial } from "./list-learning-material.ts";
import { readRefinementFiles } from "./read-refinement-files.ts";
import { getRefinement, listRefinements } from "./read-refinements.ts";
import type { RefinementView } from "./refinement.ts";
import { refinementLimits } from "./refinement-limits.ts";
import { requestRefinement } from "./request-refinement.ts";
import { recordedExperiment } from "./testing/recorded-experiment.fixture.ts";
import type { RecordedExperiment } from "./testing/recorded-experiment.fixture.ts";
import { sampleRefinementReport } from "./testing/sample-refinement-report.fixture.ts";
import { withdrawLearningConsent } from "./withdraw-learning-consent.ts";

const personaId = "acme/surge-ready";

describe("refinements", () => {
  let hub: TestHub;
  let seller: Actor;
  let published: PublishedPersona;
  let buyer: Actor;
  let fleet: FleetView;
  let host: HostKey;
  let recorded: RecordedExperiment;

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
    ({ buyer, fleet, host } = await newBuyer(hub, published));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const ask = (more: object = {}): Promise<RefinementView> => {
    hub.advance(1000);
    return execute(hub.deps, seller, requestRefinement, { personaId, version: 1, ...more });
  };
  const keyOf = ({ refinementId }: RefinementView) => ({ tenantId: seller.tenantId, refinementId });
  const consent = () =>
    execute(hub.deps, buyer, giveLearningConsent, {
      fleetId: fleet.fleetId,
      listingId: published.listingId,
      terms: 1,
    });
  const outcomeOf = (alias: string): Extract<RefinementOutcome, { kind: "done" }> => {
    const { personaId: id, version, digest } = published;
    const bundle = sampleBundle({ version: 2, training: { ...trained, parents: [`${id}@${version}`] } });
    const files = Object.fromEntries([...bundle].filter(([name]) => name !== "envelope.json"));
    files["policy.onnx"] = Uint8Array.from({ length: 1_500 }, (_, index) => index % 97);
    const uses = [{ alias, experiments: [recorded.experimentId], steps: 19 }];
    const provenance = {
      experiments: [recorded.experimentId],
      tenants: [alias],
      hosts: 1,
      personas: [{ id, version, digest }],
      episodes: 1,
      steps: 19,
      from: recorded.from,
      to: recorded.from + 600_000,
    };
    const report = sampleRefinementReport({ id, version, digest });
    return { kind: "done", dataset: { version: "ab".repeat(32), provenance, uses }, report, files };
  };

  it("refuse where nobody agreed, and where nothing explored, saying what to do", async () => {
    await expectRefusal(ask(), "refused", "no-opt-in");
    await consent();
    await expect(ask()).rejects.toThrow(/1 fleet lets .* exploration switched on/);
    await expectRefusal(ask(), "refused", "too-little-data");
    recorded = await recordedExperiment(hub, { actor: buyer, fleetId: fleet.fleetId, host, published });
    const strange = ["9dd7a2a5-6c38-4f0b-9bd3-3f2c6c5a8f01"];
    await expectRefusal(ask({ experiments: strange }), "refused", "no-opt-in");
    await expectRefusal(ask({ ownOnly: true }), "refused", "too-little-data");
  });

  it("let the author see from which experiments, and neither whose they are nor a single row", async () => {
    const material = await execute(hub.deps, seller, listLearningMaterial, { personaId });
    expect(material).toMatchObject({
      fleets: 1,
      tenants: 1,
      experiments: [{ own: false, hosts: 1, exploreEveryS: 30 }],
    });
    expect(JSON.stringify(material)).not.toContain(buyer.tenantId);
    expect(JSON.stringify(material)).not.toContain(fleet.fleetId);
    await expectRefusal(execute(hub.deps, buyer, listLearningMaterial, { personaId }), "not-found");
    const queued = await ask();
    const stolen = await withTenant(hub.deps.db, seller.tenantId, async (tx) => [
      ...(await tx.execute(sql`select id from learning_consents`)),
      ...(await tx.execute(sql`select id from experiments`)),
      ...(await tx.execute(sql`select host_id from decisions`)),
      // Not before a worker took it.
      ...(await tx.execute(sql`select * from refinement_experiments(${queued.refinementId}::uuid)`)),
    ]);
    expect(stolen).toEqual([]);
    await execute(hub.deps, seller, cancelRefinement, { refinementId: queued.refinementId });
  });

  it("hand a worker decisions and figures of the experiment alone, without names, words or paths", async () => {
    const asked = await ask({ method: "dqn", seed: 9 });
    expect(asked).toMatchObject({ state: "queued", method: "dqn", seed: 9, experiments: [recorded.experimentId] });
    await expectRefusal(ask(), "refused", "refinement-running");
    const material = await claimRefinement(hub.deps, keyOf(asked));
    expect(material).toMatchObject({ nextVersion: 2, method: "dqn", parent: { digest: published.digest } });
    const [journal] = material?.journals.hosts ?? [];
    expect(journal?.decisions).toHaveLength(recorded.draws);
    expect(journal?.frames).toHaveLength(54);
    expect(journal?.frames[0]?.samples).toEqual([17, 100, 90, 0, 2, null]);
    const said = JSON.stringify(material?.journals);
    for (const secret of [buyer.tenantId, host.hostId, "web-1", "explanation", "/var/lib", "secret_rate"])
      expect(said).not.toContain(secret);
    expect(said).toContain("logProbability");
    await tellRefinementProgress(hub.deps, keyOf(asked), "Learning, pass 3 of 40");
    const view = await execute(hub.deps, as(seller, "viewer"), getRefinement, { refinementId: asked.refinementId });
    expect(view).toMatchObject({ state: "running", doing: "Learning, pass 3 of 40", files: [] });
    await finishRefinement(hub.deps, keyOf(asked), outcomeOf(journal?.tenant ?? ""));
    expect(await claimRefinement(hub.deps, keyOf(asked))).toBeNull();
  });

  it("keep a candidate unsigned until its author publishes it, and tell the tenant what was used", async () => {
    const [summary] = await execute(hub.deps, seller, listRefinements, { personaId, limit: 1 });
    expect(summary).toMatchObject({ state: "ready", datasetVersion: "ab".repeat(32), publishedVersion: null });
    const refinementId = summary?.refinementId ?? "";
    const { files } = await execute(hub.deps, seller, readRefinementFiles, { refinementId });
    expect(Object.keys(files)).toEqual(["card.md", "evidence.json", "persona.json", "policy.onnx"]);
    for (const content of Object.values(files))
      expect(Buffer.from(content, "base64").toString()).not.toContain("signatures");
    await expectRefusal(execute(hub.deps, buyer, readRefinementFiles, { refinementId }), "not-found");
    const [agreed] = await execute(hub.deps, buyer, listLearningConsents, {});
    expect(agreed?.uses).toMatchObject([{ steps: 19, experiments: [recorded.experimentId], publishedAs: [] }]);
    const taken = await execute(hub.deps, as(buyer, "admin"), withdrawLearningConsent, {
      consentId: agreed?.consentId ?? "",
    });
    expect(taken.withdrawnAt).toBe(hub.deps.now().getTime());
    expect(taken.uses).toHaveLength(1);
    await expectRefusal(ask(), "refused", "no-opt-in");
  });

  it("end without a candidate when the consent is taken back while they wait, or after three dead workers", async () => {
    const { consentId } = await consent();
    const first = await ask();
    await execute(hub.deps, buyer, withdrawLearningConsent, { consentId });
    expect(await claimRefinement(hub.deps, keyOf(first))).toBeNull();
    const view = await execute(hub.deps, seller, getRefinement, { refinementId: first.refinementId });
    expect(view).toMatchObject({ state: "failed", failure: { code: "too-little-data" } });
    await consent();
    const second = await ask();
    for (let attempt = 0; attempt < refinementLimits.attempts; attempt += 1)
      expect(await claimRefinement(hub.deps, keyOf(second))).not.toBeNull();
    expect(await claimRefinement(hub.deps, keyOf(second))).toBeNull();
    expect(await isRefinementWanted(hub.deps, keyOf(second))).toBe(false);
  });

  it("refuse files that are no bundle, and belong to nobody but the author", async () => {
    const asked = await ask();
    const material = await claimRefinement(hub.deps, keyOf(asked));
    const alias = material?.journals.hosts[0]?.tenant ?? "";
    const outcome = outcomeOf(alias);
    const broken = { ...outcome, files: { "persona.json": outcome.files["persona.json"] ?? new Uint8Array() } };
    await finishRefinement(hub.deps, keyOf(asked), broken);
    const { refinementId } = asked;
    const view = await execute(hub.deps, seller, getRefinement, { refinementId });
    expect(view).toMatchObject({ state: "failed", failure: { code: "refinement-failed" } });
    const stranger = await newOwner(hub);
    await expectRefusal(execute(hub.deps, stranger, getRefinement, { refinementId }), "not-found");
    await expectRefusal(execute(hub.deps, stranger, cancelRefinement, { refinementId }), "not-found");
    await expectRefusal(
      execute(hub.deps, as(seller, "operator"), requestRefinement, { personaId, version: 1 }),
      "forbidden",
    );
    const words = { fleetId: fleet.fleetId, listingId: published.listingId, terms: 1 } as const;
    await expectRefusal(execute(hub.deps, stranger, giveLearningConsent, words), "not-found");
    await expectRefusal(execute(hub.deps, as(buyer, "operator"), giveLearningConsent, words), "forbidden");
  });

  it("are known as published once a version carries the very model", async () => {
    const asked = await ask();
    const material = await claimRefinement(hub.deps, keyOf(asked));
    const { files, ...outcome } = outcomeOf(material?.journals.hosts[0]?.tenant ?? "");
    // As publishing it would carry: the sample's own model.
    const model = sampleBundle().get("policy.onnx") ?? new Uint8Array();
    await finishRefinement(hub.deps, keyOf(asked), { ...outcome, files: { ...files, "policy.onnx": model } });
    await publishPassed(hub, seller, { version: 2 });
    const view = await execute(hub.deps, seller, getRefinement, { refinementId: asked.refinementId });
    expect(view).toMatchObject({ state: "published", publishedVersion: 2 });
    const rows = await withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx.select().from(tables.auditLog).where(eq(tables.auditLog.command, "requestRefinement")),
    );
    expect(rows.length).toBeGreaterThan(3);
  });
});

const trained = { algorithm: "ppo", environment: "journals", steps: 19, seeds: [1], generation: 1 };

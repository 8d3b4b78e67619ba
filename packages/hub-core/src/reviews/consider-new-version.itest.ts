import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { verifyAuditChain } from "../audit/verify-audit-chain.ts";
import { listAudit } from "../audit/list-audit.ts";
import { exportFleetConfig } from "../config/export-fleet-config.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import type { FleetId } from "../ids.ts";
import { registerPublisher } from "../publishers/register-publisher.ts";
import { publishPersona } from "../store/publish-persona.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { passGate } from "../testing/pass-gate.ts";
import { asBase64, sampleBundle, strangerKey } from "../testing/sample-bundle.fixture.ts";
import { newBuyer, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { approveVersion } from "./approve-version.ts";
import { considerNewVersion } from "./consider-new-version.ts";
import { listReviews } from "./list-reviews.ts";
import { setReviewPolicy } from "./set-review-policy.ts";

describe("considerNewVersion", () => {
  let hub: TestHub;
  let seller: Actor;
  let first: PublishedPersona;
  let trusting: { buyer: Actor; fleetId: FleetId };
  let careful: { buyer: Actor; fleetId: FleetId };
  let versions = 1;

  /** What a new version comes to once the gate has judged it. */
  const release = async (
    changes: Parameters<typeof sampleBundle>[0] = {},
    { key, gate }: { key?: typeof strangerKey; gate?: Parameters<typeof passGate>[2] } = {},
  ) => {
    versions += 1;
    const files = asBase64(sampleBundle({ version: versions, ...changes }, key));
    const published = await execute(hub.deps, seller, publishPersona, { files });
    const judged = await passGate(hub.deps, published.personaVersionId, gate);
    hub.advance(1_000);
    return { published, judged, outcome: await considerNewVersion(hub.deps, judged) };
  };
  const running = async ({ buyer, fleetId }: typeof trusting) => {
    const { assignment } = await execute(hub.deps, buyer, getFleet, { fleetId });
    return [assignment?.version, assignment?.mode];
  };
  const heldBy = async ({ buyer }: typeof trusting) => {
    const { waiting } = await execute(hub.deps, buyer, listReviews, {});
    return waiting.at(-1)?.reasons.map((reason) => (reason.kind === "new-version" ? reason.heldBy : reason.kind));
  };

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published: first } = await newSeller(hub));
    const open = async (autoApprove: boolean): Promise<typeof trusting> => {
      const { buyer, fleet } = await newBuyer(hub, first);
      const { fleetId } = fleet;
      await execute(hub.deps, buyer, setReviewPolicy, { fourEyes: false, autoApprove });
      await execute(hub.deps, buyer, approveVersion, {
        personaVersionId: first.personaVersionId,
        fleetIds: [fleetId],
        mode: "active",
        bounds: { cpu_allocation: { min: 0.15, max: 0.3 } },
      });
      return { buyer, fleetId };
    };
    trusting = await open(true);
    careful = await open(false);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("lets a version that changes nothing but the model follow where the policy says so, and asks elsewhere", async () => {
    const { judged, outcome } = await release();
    expect(outcome).toEqual({ upgraded: 1, asked: 1 });
    expect(await running(trusting)).toEqual([2, "active"]);
    expect(await running(careful)).toEqual([1, "active"]);
    expect(await heldBy(careful)).toEqual([["policy-off"]]);
    const { buyer, fleetId } = trusting;
    const { config } = await execute(hub.deps, buyer, exportFleetConfig, { fleetId });
    expect(config).toMatchObject({
      personas: [{ version: 2, mode: "active" }],
      attributes: { cpu_allocation: { bounds: { min: 0.15, max: 0.3 } } },
    });
    const { decided } = await execute(hub.deps, buyer, listReviews, {});
    expect(decided[0]).toMatchObject({ version: 2, decision: "approve", mode: "active", reviewedBy: null });
    const [entry] = await execute(hub.deps, buyer, listAudit, {});
    expect(entry).toMatchObject({
      actor: "policy:review",
      command: "autoApproveVersion",
      details: { version: 2, fleetIds: [fleetId], mode: "active" },
    });
    expect(await verifyAuditChain(hub.deps, buyer.tenantId)).toMatchObject({ kind: "intact" });
    expect(await considerNewVersion(hub.deps, judged)).toEqual({ upgraded: 0, asked: 0 });
  });

  it("asks when an attribute reaches further, and does nothing about a version that was rejected", async () => {
    const cpu = { name: "cpu_allocation", kind: "continuous", scope: "host", cost: "hot", weight: 1 } as const;
    const wider = { ...cpu, min: 0.1, max: 0.4, unit: "cores", scale: "linear", default: 0.2, safe: 0.3 } as const;
    expect((await release({ attributes: [wider] })).outcome).toEqual({ upgraded: 0, asked: 2 });
    expect(await running(trusting)).toEqual([2, "active"]);
    expect(await heldBy(trusting)).toEqual([["attributes-changed"]]);
    const gate = { verdict: "rejected", confidence: 0 } as const;
    expect((await release({}, { gate })).outcome).toEqual({ upgraded: 0, asked: 0 });
  });

  it("asks when the gate only quarantined it, or a key signed it that was never approved", async () => {
    const gate = {
      verdict: "quarantined" as const,
      reasons: [{ severity: "quarantine" as const, code: "guards-work-hard", message: "Guards worked hard." }],
    };
    expect((await release({}, { gate })).outcome).toEqual({ upgraded: 0, asked: 2 });
    expect(await heldBy(trusting)).toEqual([["gate-not-passed"]]);
    const publicKey = Buffer.from(strangerKey.publicKey).toString("base64");
    await execute(hub.deps, seller, registerPublisher, { slug: "acme", displayName: "Acme", publicKey });
    expect((await release({}, { key: strangerKey })).outcome).toEqual({ upgraded: 0, asked: 2 });
    expect(await heldBy(trusting)).toEqual([["key-not-pinned"]]);
    expect(await running(trusting)).toEqual([2, "active"]);
  });
});

import { tables, withTenant } from "@fleet-persona/db";
import { keyFingerprint } from "@fleet-persona/persona";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { readHostState } from "../agents/read-host-state.ts";
import { assignPersona } from "../assignments/assign-persona.ts";
import { setAssignmentMode } from "../assignments/set-assignment-mode.ts";
import { unassignPersona } from "../assignments/unassign-persona.ts";
import { listAudit } from "../audit/list-audit.ts";
import { applyFleetConfig } from "../config/apply-fleet-config.ts";
import { exportFleetConfig } from "../config/export-fleet-config.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import type { FleetId } from "../ids.ts";
import { getPersona } from "../store/get-persona.ts";
import { publishPersona } from "../store/publish-persona.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { passGate } from "../testing/pass-gate.ts";
import { acmeKey, asBase64, sampleBundle } from "../testing/sample-bundle.fixture.ts";
import {
  approve,
  as,
  expectRefusal,
  newBuyer,
  newHost,
  newOwner,
  newSeller,
  newUser,
  startTestHub,
} from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { approveVersion } from "./approve-version.ts";
import { confirmReview } from "./confirm-review.ts";
import { getReview } from "./get-review.ts";
import { listCandidates } from "./list-candidates.ts";
import { listReviews } from "./list-reviews.ts";
import { refuseVersion } from "./refuse-version.ts";
import { requestReview } from "./request-review.ts";
import { setReviewPolicy } from "./set-review-policy.ts";

const quarantined: Parameters<typeof passGate>[2] = {
  verdict: "quarantined",
  reasons: [
    { severity: "quarantine", code: "guards-work-hard", message: "A guard held it back in 40 % of its decisions." },
    { severity: "note", code: "small-model", message: "It is small." },
  ],
};

describe("reviews", () => {
  let hub: TestHub;
  let seller: Actor;
  let first: PublishedPersona;
  let versions = 1;

  const publish = (changes: Parameters<typeof sampleBundle>[0] = {}): Promise<PublishedPersona> => {
    versions += 1;
    const files = asBase64(sampleBundle({ version: versions, ...changes }));
    return execute(hub.deps, seller, publishPersona, { files });
  };
  const newFleet = async (): Promise<{ buyer: Actor; fleetId: FleetId }> => {
    const buyer = await newOwner(hub);
    await execute(hub.deps, buyer, getPersona, { listingId: first.listingId });
    const { fleetId } = await execute(hub.deps, buyer, createFleet, { name: "Web", slug: "web" });
    return { buyer, fleetId };
  };
  const inCharge = async (actor: Actor, fleetId: FleetId) =>
    (await execute(hub.deps, actor, getFleet, { fleetId })).assignment;
  const secondAdmin = async (owner: Actor): Promise<Actor> => ({ ...as(owner, "admin"), ...(await newUser(hub)) });

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published: first } = await newSeller(hub));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("are the only way onto a fleet: asked for by an operator, decided by an admin, then standing", async () => {
    const { buyer, fleetId } = await newFleet();
    const { personaVersionId } = first;
    const operator = as(buyer, "operator");
    const assign = () => execute(hub.deps, operator, assignPersona, { fleetId, personaVersionId });
    await expectRefusal(assign(), "refused", "review-needed");
    await execute(hub.deps, operator, requestReview, { fleetId, personaVersionId });
    await execute(hub.deps, operator, requestReview, { fleetId, personaVersionId });
    const { waiting } = await execute(hub.deps, as(buyer, "viewer"), listReviews, {});
    expect(waiting).toMatchObject([
      { personaVersionId, version: 1, gate: { verdict: "passed" }, reasons: [{ kind: "asked", fleet: "Web" }] },
    ]);
    const approval = { personaVersionId, fleetIds: [fleetId], mode: "shadow" as const };
    await expectRefusal(execute(hub.deps, operator, approveVersion, approval), "forbidden");
    await execute(hub.deps, as(buyer, "admin"), approveVersion, { ...approval, note: "Let us see." });
    expect(await inCharge(buyer, fleetId)).toMatchObject({ personaVersionId, mode: "shadow", approvedAt: null });
    expect(await execute(hub.deps, buyer, listReviews, {})).toMatchObject({
      waiting: [],
      decided: [{ decision: "approve", mode: "shadow", note: "Let us see.", fingerprints: first.signedBy }],
    });
    const assignmentId = (await inCharge(buyer, fleetId))?.assignmentId ?? "";
    await expectRefusal(execute(hub.deps, operator, setAssignmentMode, { assignmentId, mode: "active" }), "forbidden");
    await execute(hub.deps, operator, unassignPersona, { assignmentId });
    await assign();
    expect(await inCharge(buyer, fleetId)).toMatchObject({ mode: "shadow" });
    const [entry] = (await execute(hub.deps, buyer, listAudit, {})).filter(
      ({ command }) => command === "approveVersion",
    );
    expect(entry?.details).toMatchObject({ mode: "shadow", personaId: "acme/surge-ready", version: 1 });
  });

  it("put a version in charge as active within bounds that only narrow, and hold a state document to them", async () => {
    const { buyer, fleetId } = await newFleet();
    const { personaVersionId } = first;
    const host = await newHost(hub, buyer, await execute(hub.deps, buyer, getFleet, { fleetId }));
    const bounded = (min: number, max: number) =>
      execute(hub.deps, buyer, approveVersion, {
        personaVersionId,
        fleetIds: [fleetId],
        mode: "active",
        bounds: { cpu_allocation: { min, max } },
      });
    await expectRefusal(bounded(0.1, 0.9), "refused", "bounds-wider");
    await bounded(0.15, 0.25);
    const state = await readHostState(hub.deps, host);
    expect(state.assignment).toMatchObject({
      mode: "active",
      bounds: { cpu_allocation: { kind: "range", min: 0.15, max: 0.25 } },
      publisherKeys: [{ fingerprint: keyFingerprint(acmeKey.publicKey) }],
    });
    const { config, version } = await execute(hub.deps, buyer, exportFleetConfig, { fleetId });
    const apply = (bounds: { min: number; max: number } | null) =>
      execute(hub.deps, buyer, applyFleetConfig, {
        fleetId,
        baseVersion: version,
        config: {
          ...config,
          attributes: { cpu_allocation: { scope: "host", ...(bounds === null ? {} : { bounds }) } },
        },
      });
    await expectRefusal(apply({ min: 0.1, max: 0.25 }), "refused", "bounds-above-approval");
    await expectRefusal(apply(null), "refused", "bounds-above-approval");
    await apply({ min: 0.2, max: 0.25 });
    await bounded(0.15, 0.22);
    expect((await readHostState(hub.deps, host)).assignment?.bounds).toEqual({
      cpu_allocation: { kind: "range", min: 0.2, max: 0.22 },
    });
    await expectRefusal(bounded(0.1, 0.15), "refused", "bounds-empty");
  });

  it("take another admin where the tenant wants four eyes", async () => {
    const { buyer, fleetId } = await newFleet();
    const { personaVersionId } = first;
    await expectRefusal(
      execute(hub.deps, as(buyer, "admin"), setReviewPolicy, { fourEyes: true, autoApprove: false }),
      "forbidden",
    );
    await execute(hub.deps, buyer, setReviewPolicy, { fourEyes: true, autoApprove: false });
    const half = await approve(hub, buyer, { fleetId, personaVersionId, mode: "active" });
    expect(half).toMatchObject({ state: "waits", secondReviewer: null });
    expect(await inCharge(buyer, fleetId)).toBeNull();
    const { waiting } = await execute(hub.deps, buyer, listReviews, {});
    expect(waiting).toMatchObject([{ reasons: [{ kind: "second-look", mode: "active" }] }]);
    const { reviewId } = half;
    await expectRefusal(execute(hub.deps, buyer, confirmReview, { reviewId }), "refused", "same-person");
    const other = await secondAdmin(buyer);
    const whole = await execute(hub.deps, other, confirmReview, { reviewId, note: "I agree." });
    expect(whole).toMatchObject({ state: "decided", secondNote: "I agree." });
    expect(whole.secondReviewer).not.toBe(whole.reviewedBy);
    expect(await inCharge(buyer, fleetId)).toMatchObject({ mode: "active" });
    await expectRefusal(execute(hub.deps, other, confirmReview, { reviewId }), "conflict", "already-decided");
    // Whoever decides anew puts away what waited.
    const again = await approve(hub, buyer, { fleetId, personaVersionId, mode: "shadow" });
    const anew = await approve(hub, other, { fleetId, personaVersionId, mode: "active" });
    await expectRefusal(execute(hub.deps, other, confirmReview, { reviewId: again.reviewId }), "conflict");
    expect((await execute(hub.deps, buyer, confirmReview, { reviewId: anew.reviewId })).state).toBe("decided");
    const forged = withTenant(hub.deps.db, buyer.tenantId, (tx) => tx.update(tables.reviews).set({ note: "other" }));
    await expect(forged).rejects.toThrow();
  });

  it("refuse with a reason, take the version off, and keep it off", async () => {
    const { buyer, fleet } = await newBuyer(hub, first);
    const { fleetId } = fleet;
    const { personaVersionId } = first;
    const refuse = (note: string) =>
      execute(hub.deps, buyer, refuseVersion, { personaVersionId, fleetIds: [fleetId], note });
    await expectRefusal(refuse(" "), "invalid-input", "note");
    expect(await refuse("It grows too late.")).toMatchObject({ decision: "refuse", mode: null, state: "decided" });
    expect(await inCharge(buyer, fleetId)).toBeNull();
    const assign = execute(hub.deps, buyer, assignPersona, { fleetId, personaVersionId });
    await expectRefusal(assign, "refused", "review-needed");
    await approve(hub, buyer, { fleetId, personaVersionId, mode: "shadow" });
    expect(await inCharge(buyer, fleetId)).toMatchObject({ personaVersionId });
  });

  it("let nothing through that the gate has not judged or has rejected, and a quarantine only by its reasons", async () => {
    const { buyer, fleetId } = await newFleet();
    const { personaVersionId } = await publish();
    const decide = (quarantineReasons: string[] = []) =>
      execute(hub.deps, buyer, approveVersion, {
        personaVersionId,
        fleetIds: [fleetId],
        mode: "shadow",
        quarantineReasons,
      });
    await expectRefusal(decide(), "refused", "gate-pending");
    await execute(hub.deps, buyer, requestReview, { fleetId, personaVersionId });
    await passGate(hub.deps, personaVersionId, quarantined);
    await expectRefusal(decide(), "refused", "quarantine-unnamed");
    const approved = await decide(["guards-work-hard", "something-else"]);
    expect(approved.quarantineReasons).toEqual(["guards-work-hard"]);
    expect(await inCharge(buyer, fleetId)).toMatchObject({ personaVersionId });

    const bad = await publish();
    const reasons = [{ severity: "reject", code: "too-slow", message: "It takes 9 ms." }] as const;
    await passGate(hub.deps, bad.personaVersionId, { verdict: "rejected", reasons: [...reasons], confidence: 0 });
    const rejected = { personaVersionId: bad.personaVersionId, fleetIds: [fleetId], mode: "shadow" as const };
    await expectRefusal(execute(hub.deps, buyer, approveVersion, rejected), "refused", "gate-rejected");
    const ask = { fleetId, personaVersionId: bad.personaVersionId };
    await expectRefusal(execute(hub.deps, buyer, requestReview, ask), "refused", "gate-rejected");
    const [candidate] = await execute(hub.deps, buyer, listCandidates, { fleetId });
    expect(candidate).toMatchObject({ personaVersionId, permission: { mode: "shadow" }, asked: false });
    const alone = await execute(hub.deps, seller, publishPersona, {
      files: asBase64(sampleBundle({ id: "acme/only-bad", name: "Only bad" })),
    });
    await passGate(hub.deps, alone.personaVersionId, { verdict: "rejected", reasons: [...reasons], confidence: 0 });
    const get = execute(hub.deps, buyer, getPersona, { listingId: alone.listingId });
    await expectRefusal(get, "refused", "gate-rejected");
  });

  it("show another tenant the gate's result of what is listed, and nothing of whose fleets it runs on", async () => {
    const { buyer, fleet } = await newBuyer(hub, first);
    const stranger = await newOwner(hub);
    const { personaVersionId } = first;
    const own = await execute(hub.deps, buyer, getReview, { personaVersionId });
    expect(own).toMatchObject({
      entitled: true,
      gate: { verdict: "passed" },
      report: { persona: { id: "acme/surge-ready", version: 1 } },
      earlier: null,
      fleets: [{ fleetId: fleet.fleetId, hosts: 1, inCharge: { isThis: true, mode: "shadow" } }],
      keys: [{ fingerprint: keyFingerprint(acmeKey.publicKey), pinnedAt: hub.deps.now().getTime() }],
    });
    const theirs = await execute(hub.deps, stranger, getReview, { personaVersionId });
    expect(theirs).toMatchObject({
      entitled: false,
      gate: { verdict: "passed" },
      fleets: [],
      history: [],
      waiting: null,
    });
    expect(theirs.keys[0]?.pinnedAt).toBeNull();
    for (const table of [tables.reviews, tables.reviewRequests, tables.reviewPolicies]) {
      expect(await withTenant(hub.deps.db, stranger.tenantId, (tx) => tx.select().from(table))).toEqual([]);
    }
    const forged = withTenant(hub.deps.db, stranger.tenantId, (tx) =>
      tx.update(tables.gateRuns).set({ verdict: "rejected" }).returning(),
    );
    expect(await forged).toEqual([]);
  });
});

import { withTenant, withUser, withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { authenticateSessionToken, openAgentSession } from "../agents/agent-session.ts";
import type { HostKey } from "../agents/host-key.ts";
import { readBundleFile } from "../agents/read-bundle-file.ts";
import { readHostIdentity } from "../agents/read-host-identity.ts";
import { readHostState } from "../agents/read-host-state.ts";
import { assignPersona } from "../assignments/assign-persona.ts";
import type { AssignmentView } from "../assignments/assignment.ts";
import { setAssignmentMode } from "../assignments/set-assignment-mode.ts";
import { unassignPersona } from "../assignments/unassign-persona.ts";
import { listAudit } from "../audit/list-audit.ts";
import { createEnrolmentToken } from "../enrolment/create-enrolment-token.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import { listFleets } from "../fleets/list-fleets.ts";
import { pauseFleet } from "../fleets/pause-fleet.ts";
import { resumeFleet } from "../fleets/resume-fleet.ts";
import { listHosts } from "../hosts/list-hosts.ts";
import { cancelRollouts } from "../rollouts/cancel-rollouts.ts";
import { claimRolloutItem } from "../rollouts/claim-rollout-item.ts";
import { finishRolloutItem } from "../rollouts/finish-rollout-item.ts";
import { readRollouts } from "../rollouts/read-rollouts.ts";
import { submitRollouts } from "../rollouts/submit-rollouts.ts";
import type { RolloutId } from "../rollouts/rollout.ts";
import { approveVersion } from "../reviews/approve-version.ts";
import { confirmReview } from "../reviews/confirm-review.ts";
import { listCandidates } from "../reviews/list-candidates.ts";
import { listReviews } from "../reviews/list-reviews.ts";
import type { ReviewId } from "../reviews/review.ts";
import { refuseVersion } from "../reviews/refuse-version.ts";
import { requestReview } from "../reviews/request-review.ts";
import { listEntitlements } from "../store/list-entitlements.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { getDecision } from "../telemetry/get-decision.ts";
import { listDecisions } from "../telemetry/list-decisions.ts";
import { listEvents } from "../telemetry/list-events.ts";
import { liveTelemetry } from "../telemetry/live-telemetry.ts";
import { sampleRolloutTask } from "../testing/sample-rollout.fixture.ts";
import {
  as,
  expectRefusal,
  newBuyer,
  newOwner,
  newSeller,
  newUser,
  startTestHub,
} from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { createTenant } from "./create-tenant.ts";
import { listMyTenants } from "./list-my-tenants.ts";
import { resolveActor } from "./resolve-actor.ts";

describe("tenancy", () => {
  let hub: TestHub;
  let intruder: Actor;
  let owner: Actor;
  let seller: Actor;
  let fleet: FleetView;
  let assignment: AssignmentView;
  let host: HostKey;
  let published: PublishedPersona;
  let rolloutId: RolloutId;
  let reviewId: ReviewId;

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
    ({ buyer: owner, fleet, assignment, host } = await newBuyer(hub, published));
    const batch = { requestKey: "k", task: sampleRolloutTask, items: [{ genome: "", seeds: [1] }] };
    ({ rolloutId } = await execute(hub.deps, owner, submitRollouts, batch));
    ({ reviewId } = (await execute(hub.deps, owner, listReviews, {})).decided[0] ?? { reviewId: "" as ReviewId });
    intruder = await newOwner(hub);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("hides every fleet, host and assignment of another tenant behind not-found", async () => {
    const { deps } = hub;
    const { fleetId } = fleet;
    const { assignmentId } = assignment;
    const { hostId } = host;
    const theirs = { personaVersionId: published.personaVersionId, fleetIds: [fleetId] };
    const window = { fleetId, sinceMs: 0, untilMs: 1 };
    const attempts = [
      execute(deps, intruder, getFleet, { fleetId }),
      execute(deps, intruder, pauseFleet, { fleetId, minutes: null }),
      execute(deps, intruder, resumeFleet, { fleetId }),
      execute(deps, intruder, listHosts, { fleetId }),
      execute(deps, intruder, createEnrolmentToken, { fleetId }),
      execute(deps, intruder, assignPersona, { fleetId, personaVersionId: published.personaVersionId }),
      execute(deps, intruder, requestReview, { fleetId, personaVersionId: published.personaVersionId }),
      execute(deps, intruder, approveVersion, { ...theirs, mode: "shadow" }),
      execute(deps, intruder, refuseVersion, { ...theirs, note: "no" }),
      execute(deps, intruder, confirmReview, { reviewId }),
      execute(deps, intruder, listCandidates, { fleetId }),
      execute(deps, intruder, setAssignmentMode, { assignmentId, mode: "shadow" }),
      execute(deps, intruder, unassignPersona, { assignmentId }),
      execute(deps, intruder, liveTelemetry, window),
      execute(deps, intruder, listDecisions, window),
      execute(deps, intruder, listEvents, window),
      execute(deps, intruder, getDecision, { fleetId, hostId, epoch: 1, seq: 1 }),
      execute(deps, intruder, readRollouts, { rolloutId }),
      execute(deps, intruder, cancelRollouts, { rolloutId }),
      readHostState(deps, { tenantId: intruder.tenantId, hostId }),
      readBundleFile(deps, { tenantId: intruder.tenantId, hostId, digest: published.digest, file: "card.md" }),
      openAgentSession(deps, {
        tenantId: intruder.tenantId,
        hostId,
        gatewayId: "g",
        agentVersion: "1",
        protocol: 4,
        capabilities: {},
      }),
    ];
    await Promise.all(attempts.map((attempt) => expectRefusal(attempt, "not-found")));
    expect(await readHostIdentity(deps, { tenantId: intruder.tenantId, hostId })).toBeNull();
    expect(await readHostIdentity(deps, { tenantId: owner.tenantId, hostId: "not-a-uuid" })).toBeNull();
    const item = { tenantId: intruder.tenantId, rolloutId, index: 0 };
    expect(await claimRolloutItem(deps, item)).toBeNull();
    expect(await finishRolloutItem(deps, item, { kind: "done", result: 1 })).toBe(false);
    await expectRefusal(resolveActor(deps, { userId: intruder.userId, tenantId: owner.tenantId }), "not-found");
  });

  it("lists nothing of another tenant", async () => {
    const { deps } = hub;
    expect(await execute(deps, intruder, listFleets, {})).toEqual([]);
    expect(await execute(deps, intruder, listEntitlements, {})).toEqual([]);
    expect(await execute(deps, intruder, listReviews, {})).toEqual({ waiting: [], decided: [] });
    expect((await execute(deps, intruder, listAudit, {})).map((entry) => entry.command)).toEqual(["createTenant"]);
    expect((await execute(deps, intruder, listMyTenants, {})).map((tenant) => tenant.tenantId)).toEqual([
      intruder.tenantId,
    ]);
  });

  it("shows an order to its buyer and its seller and to nobody else", async () => {
    const count = (tenantId: string): Promise<number> =>
      withTenant(hub.deps.db, tenantId, async (tx) => (await tx.execute(sql`select id from orders`)).length);
    expect([await count(owner.tenantId), await count(seller.tenantId), await count(intruder.tenantId)]).toEqual([
      1, 1, 0,
    ]);
  });

  it("keeps the app role from writing into another tenant, changing history, or reading without a tenant", async () => {
    const { db } = hub.deps;
    const refused = [
      withTenant(db, intruder.tenantId, (tx) =>
        tx.execute(sql`insert into fleets (tenant_id, slug, name) values (${owner.tenantId}, 'x', 'x')`),
      ),
      withTenant(db, owner.tenantId, (tx) => tx.execute(sql`update audit_log set command = 'nothing'`)),
      withTenant(db, owner.tenantId, (tx) => tx.execute(sql`delete from audit_log`)),
      withTenant(db, owner.tenantId, (tx) => tx.execute(sql`insert into metric_frames select * from metric_frames`)),
      withTenant(db, owner.tenantId, (tx) => tx.execute(sql`update orders set amount_minor = 1`)),
    ];
    await Promise.all(refused.map((attempt) => expect(attempt).rejects.toThrow()));
    const changed = await withTenant(db, intruder.tenantId, (tx) =>
      tx.execute(sql`update fleets set name = 'mine' returning id`),
    );
    expect(changed).toHaveLength(0);
    const closed = [
      "fleets",
      "hosts",
      "audit_log",
      "orders",
      "bundle_files",
      "rollout_batches",
      "rollout_items",
      "reviews",
      "review_requests",
      "trials",
      "revocation_paces",
    ];
    for (const table of [...closed, "memberships", "tenants"]) {
      expect(await withoutTenant(db, (tx) => tx.execute(sql`select * from ${sql.identifier(table)}`))).toHaveLength(0);
      if (table === "memberships" || table === "tenants") continue;
      const asUser = await withUser(db, owner.userId, (tx) => tx.execute(sql`select * from ${sql.identifier(table)}`));
      expect(asUser).toHaveLength(0);
    }
  });

  it("refuses a tenant that is no UUID before it reaches a statement", async () => {
    const attempt = withTenant(hub.deps.db, "x'; drop table users; --", () => Promise.resolve());
    await expect(attempt).rejects.toMatchObject({ name: "DbError", code: "invalid-uuid" });
    expect(await authenticateSessionToken(hub.deps, "fps_nonsense")).toBeNull();
  });

  it("forgets the tenant when its transaction ends", async () => {
    await withTenant(hub.deps.db, owner.tenantId, (tx) => tx.execute(sql`select 1`));
    const left = await withoutTenant(hub.deps.db, (tx) => tx.execute(sql`select app_tenant() as tenant`));
    expect(left[0]).toEqual({ tenant: null });
  });

  it("checks the scope: signed in, in a tenant, and in a sufficient role", async () => {
    const { deps } = hub;
    const user = await newUser(hub);
    await expectRefusal(execute(deps, null as unknown as Actor, listFleets, {}), "unauthenticated");
    await expectRefusal(execute(deps, user as Actor, listFleets, {}), "forbidden");
    await expectRefusal(
      execute(deps, as(owner, "viewer"), pauseFleet, { fleetId: fleet.fleetId, minutes: 5 }),
      "forbidden",
    );
    const approval = {
      personaVersionId: published.personaVersionId,
      fleetIds: [fleet.fleetId],
      mode: "shadow" as const,
    };
    await expectRefusal(execute(deps, as(owner, "operator"), approveVersion, approval), "forbidden");
    await expectRefusal(execute(deps, owner, getFleet, { fleetId: "no" }), "invalid-input", "fleetId");
  });

  it("makes a tenant with its creator as owner, and refuses a taken address", async () => {
    const user = await newUser(hub);
    const made = await execute(hub.deps, user, createTenant, { name: " Acme ", slug: "acme-shop" });
    expect(made).toMatchObject({ name: "Acme", slug: "acme-shop", role: "owner" });
    await expectRefusal(execute(hub.deps, user, createTenant, { name: "Again", slug: "acme-shop" }), "conflict");
    await expectRefusal(
      execute(hub.deps, user, createTenant, { name: "a\u0000b", slug: "nul" }),
      "invalid-input",
      "name",
    );
  });
});

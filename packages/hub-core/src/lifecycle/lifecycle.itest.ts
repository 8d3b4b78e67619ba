import { listenFleetChanged, withTenant } from "@fleet-persona/db";
import { keyFingerprint } from "@fleet-persona/persona";
import { stateSchema } from "@fleet-persona/protocol";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import { readBundleFile } from "../agents/read-bundle-file.ts";
import { readHostState } from "../agents/read-host-state.ts";
import type { AssignmentMode, AssignmentView } from "../assignments/assignment.ts";
import { setAssignmentMode } from "../assignments/set-assignment-mode.ts";
import { listAudit } from "../audit/list-audit.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import { versionId } from "../gate/gate-run.ts";
import { getListing } from "../store/get-listing.ts";
import { getPersona } from "../store/get-persona.ts";
import { publishPersona } from "../store/publish-persona.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { searchListings } from "../store/search-listings.ts";
import { acmeKey, asBase64, sampleBundle } from "../testing/sample-bundle.fixture.ts";
import { passGate } from "../testing/pass-gate.ts";
import {
  approve as approveVersionFor,
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
import { deprecateVersion } from "./deprecate-version.ts";
import { listOwnListings } from "./list-own-listings.ts";
import { publishAdvisory } from "./publish-advisory.ts";
import { restoreVersion } from "./restore-version.ts";
import { setRevocationPace } from "./revocation-pace.ts";
import { revokeVersionsSignedOnlyBy } from "./revoke-signed-only-by.ts";
import { revokeVersion } from "./revoke-version.ts";
import { withdrawAdvisory } from "./withdraw-advisory.ts";
import { yankVersion } from "./yank-version.ts";

const personaId = "acme/surge-ready";
const first = { personaId, version: 1 };

describe("the lifecycle of a version", () => {
  let hub: TestHub;
  let seller: Actor;
  let buyer: Actor;
  let published: PublishedPersona;
  let fleet: FleetView;
  let assignment: AssignmentView;
  let host: HostKey;

  // Each case leaves its versions in a state of its own.
  beforeEach(async () => {
    await hub?.[Symbol.asyncDispose]();
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
    ({ buyer, fleet, assignment, host } = await newBuyer(hub, published));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const publish = async (version: number): Promise<PublishedPersona> => {
    const made = await execute(hub.deps, seller, publishPersona, { files: asBase64(sampleBundle({ version })) });
    await passGate(hub.deps, made.personaVersionId);
    return made;
  };
  type Version = Pick<PublishedPersona, "personaVersionId">;
  const approve = (
    { personaVersionId }: Version,
    { fleetId }: Pick<FleetView, "fleetId">,
    mode: AssignmentMode = "shadow",
  ) => approveVersionFor(hub, buyer, { fleetId, personaVersionId, mode });
  const listing = () => execute(hub.deps, null, getListing, { publisher: "acme", name: "surge-ready" });
  const anotherFleet = (slug: string) => execute(hub.deps, buyer, createFleet, { name: slug, slug });

  it("leads nobody to a deprecated version, and lets who asks for it have it", async () => {
    await publish(2);
    const second = { personaId, version: 2 };
    const said = await execute(hub.deps, seller, deprecateVersion, { ...second, reason: "Too eager", successor: 1 });
    expect(said).toMatchObject({ state: "deprecated", notices: [{ reason: "Too eager", successor: 1 }] });
    const shown = await listing();
    expect(shown).toMatchObject({ latestVersion: 2, latestState: { state: "deprecated" }, offer: { version: 1 } });
    expect(shown.versions.map(({ version, state }) => [version, state])).toEqual([
      [2, "deprecated"],
      [1, "offered"],
    ]);
    const { fleetId } = await anotherFleet("other");
    const wanted = shown.versions[0]?.personaVersionId ?? "";
    await approve({ personaVersionId: versionId(wanted) }, { fleetId });
    const got = await execute(hub.deps, buyer, getFleet, { fleetId });
    expect(got.assignment?.versionState.state).toBe("deprecated");
    await execute(hub.deps, seller, restoreVersion, second);
    expect((await listing()).offer).toMatchObject({ version: 2 });
  });

  it("lets no fleet begin with a yanked version, while those that run it run on", async () => {
    await execute(hub.deps, seller, yankVersion, { ...first, reason: "Wrong licence" });
    const { fleetId } = await anotherFleet("other");
    const { personaVersionId } = published;
    await expectRefusal(approve({ personaVersionId }, { fleetId }), "refused", "version-yanked");
    const state = await readHostState(hub.deps, host);
    expect(state.assignment?.version).toBe(1);
    expect(state.revocations).toEqual([]);
    const later = await newHost(hub, buyer, fleet);
    await readBundleFile(hub.deps, { ...later, digest: published.digest, file: "policy.onnx" });
    expect(
      (await execute(hub.deps, buyer, getFleet, { fleetId: fleet.fleetId })).assignment?.versionState,
    ).toMatchObject({
      state: "yanked",
      notices: [{ reason: "Wrong licence" }],
    });
    const stranger = await newOwner(hub);
    const { listingId } = published;
    await expectRefusal(execute(hub.deps, stranger, getPersona, { listingId }), "refused", "nothing-offered");
    expect((await execute(hub.deps, null, searchListings, { q: "surge" })).rows[0]?.offer).toBeNull();
  });

  it("stops a revoked version on every fleet that runs it, tells them, and is never taken back", async () => {
    await approve(published, fleet, "active");
    const told: string[] = [];
    await using listening = await listenFleetChanged(hub.deps.db, { onFleet: (fleetId) => told.push(fleetId) });
    void listening;
    const before = await readHostState(hub.deps, host);
    const revoked = await execute(hub.deps, seller, revokeVersion, { ...first, reason: "It leaks" });
    expect(revoked).toMatchObject({ state: "revoked", fleets: 1 });
    const since = hub.deps.now().getTime();
    const after = await readHostState(hub.deps, host);
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(stateSchema.parse({ type: "state", ...after })).toEqual({ type: "state", ...after });
    expect(after.revocations).toEqual([{ digest: published.digest, reason: "It leaks", since, startsAt: since }]);
    expect(after.assignment?.digest).toBe(published.digest);
    await expect.poll(() => told).toEqual([fleet.fleetId]);

    const { assignmentId } = assignment;
    const other = await anotherFleet("other");
    const refusals = [
      execute(hub.deps, seller, restoreVersion, first),
      execute(hub.deps, seller, deprecateVersion, { ...first, reason: "x" }),
      execute(hub.deps, buyer, setAssignmentMode, { assignmentId, mode: "active" }),
      approve(published, fleet, "active"),
      approve(published, other),
    ];
    await Promise.all(refusals.map((attempt) => expectRefusal(attempt, "refused", "version-revoked")));
    await expectRefusal(
      readBundleFile(hub.deps, { ...host, digest: published.digest, file: "policy.onnx" }),
      "not-found",
    );
    const undo = sql`update version_notices set withdrawn_at = now(), withdrawn_by = said_by`;
    await expect(withTenant(hub.deps.db, seller.tenantId, (tx) => tx.execute(undo))).rejects.toThrow();
    expect((await execute(hub.deps, seller, listAudit, {})).map((entry) => entry.command)).toContain("revokeVersion");
  });

  it("goes on telling a host what was revoked after its fleet has gone to another version", async () => {
    const next = await publish(2);
    await execute(hub.deps, seller, revokeVersion, { ...first, reason: "It leaks" });
    await approve(next, fleet);
    const state = await readHostState(hub.deps, host);
    expect(state.assignment?.version).toBe(2);
    expect(state.revocations?.map(({ digest }) => digest)).toEqual([published.digest]);
  });

  it("sends hosts in waves, one wave at once and the last within the window, as the tenant chose", async () => {
    const hosts = [host];
    for (let index = 1; index < 5; index += 1) hosts.push(await newHost(hub, buyer, fleet));
    await execute(hub.deps, seller, revokeVersion, { ...first, reason: "It leaks" });
    const waits = async (): Promise<number[]> => {
      const states = await Promise.all(hosts.map((one) => readHostState(hub.deps, one)));
      return states
        .map(({ revocations: [one] = [] }) => (one?.startsAt ?? 0) - (one?.since ?? 0))
        .toSorted((a, b) => a - b);
    };
    expect(await waits()).toEqual([0, 60_000, 120_000, 180_000, 240_000]);
    await expectRefusal(execute(hub.deps, as(buyer, "operator"), setRevocationPace, { kind: "at-once" }), "forbidden");
    await execute(hub.deps, buyer, setRevocationPace, { kind: "waves", waves: 2, windowMs: 10_000 });
    expect(await waits()).toEqual([0, 0, 0, 5_000, 5_000]);
    const { revision } = await readHostState(hub.deps, host);
    await execute(hub.deps, buyer, setRevocationPace, { kind: "at-once" });
    expect(await waits()).toEqual([0, 0, 0, 0, 0]);
    expect((await readHostState(hub.deps, host)).revision).toBe(revision + 1);
  });

  it("revokes with a key the versions that no other good key signed", async () => {
    const keyid = keyFingerprint(acmeKey.publicKey);
    const said = { tenantId: seller.tenantId, userId: seller.userId, keyid, reason: "The key was stolen" };
    const elsewhere = await withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      revokeVersionsSignedOnlyBy(tx, { ...said, tenantId: buyer.tenantId, now: hub.deps.now() }),
    );
    expect(elsewhere).toEqual([]);
    const revoked = await withTenant(hub.deps.db, seller.tenantId, async (tx) => {
      await tx.execute(sql`update publisher_keys set revoked_at = now() where fingerprint = ${keyid}`);
      return revokeVersionsSignedOnlyBy(tx, { ...said, now: hub.deps.now() });
    });
    expect(revoked).toMatchObject([{ version: 1, state: "revoked", fleets: 1 }]);
    // The host must hear what it is to leave although nobody vouches for it any more.
    const state = await readHostState(hub.deps, host);
    expect(state.assignment?.digest).toBe(published.digest);
    expect(state.revocations).toMatchObject([{ reason: "The key was stolen" }]);
  });

  it("keeps speaking of a version for its publisher's admins", async () => {
    const said = { ...first, reason: "x" };
    const attempts = [deprecateVersion, yankVersion, revokeVersion];
    for (const verb of attempts) {
      await expectRefusal(execute(hub.deps, buyer, verb, said), "not-found");
      await expectRefusal(execute(hub.deps, as(seller, "operator"), verb, said), "forbidden");
      await expectRefusal(execute(hub.deps, seller, verb, { ...said, version: 9 }), "not-found");
      await expectRefusal(execute(hub.deps, seller, verb, { ...said, personaId: "no" }), "invalid-input", "personaId");
    }
    await expectRefusal(
      execute(hub.deps, seller, deprecateVersion, { ...said, successor: 1 }),
      "refused",
      "successor-unfit",
    );
    const forged = sql`insert into version_notices (tenant_id, listing_id, persona_version_id, kind, reason, said_by)
      select ${buyer.tenantId}::uuid, listing_id, id, 'revoked', 'x', ${buyer.userId}::uuid from persona_versions`;
    await expect(withTenant(hub.deps.db, buyer.tenantId, (tx) => tx.execute(forged))).rejects.toThrow();
    const [told] = await withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      tx.execute(sql`select tell_fleets_of_revocation(${published.personaVersionId}::uuid) as fleets`),
    );
    expect(told).toEqual({ fleets: 0 });
  });

  it("shows an advisory to whoever runs an affected version, until it is withdrawn", async () => {
    await publish(2);
    const said = { personaId, severity: "high" as const, title: "Sheds load in a surge", affected: [1], fixedIn: 2 };
    const unknown = execute(hub.deps, seller, publishAdvisory, { ...said, affected: [7] });
    await expectRefusal(unknown, "refused", "version-unknown");
    const backwards = execute(hub.deps, seller, publishAdvisory, { ...said, affected: [2], fixedIn: 1 });
    await expectRefusal(backwards, "refused", "fix-not-newer");
    await expectRefusal(execute(hub.deps, buyer, publishAdvisory, said), "not-found");
    const { advisoryId } = await execute(hub.deps, seller, publishAdvisory, said);
    const onFleet = async () => (await execute(hub.deps, buyer, getFleet, { fleetId: fleet.fleetId })).advisories;
    expect(await onFleet()).toMatchObject([{ advisoryId, severity: "high", affected: [1], fixedIn: 2 }]);
    expect((await listing()).advisories).toHaveLength(1);
    expect((await execute(hub.deps, seller, listOwnListings, {}))[0]).toMatchObject({
      personaId,
      versions: [{ version: 2 }, { version: 1 }],
      advisories: [{ advisoryId }],
    });
    await expectRefusal(execute(hub.deps, buyer, withdrawAdvisory, { advisoryId }), "not-found");
    await execute(hub.deps, seller, withdrawAdvisory, { advisoryId });
    expect(await onFleet()).toEqual([]);
  });
});

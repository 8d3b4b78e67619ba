import { tables, withTenant } from "@fleet-persona/db";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { deprecateVersion } from "../lifecycle/deprecate-version.ts";
import { publishAdvisory } from "../lifecycle/publish-advisory.ts";
import { revokeVersion } from "../lifecycle/revoke-version.ts";
import { getPersona } from "../store/get-persona.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { as, expectRefusal, newOwner, newSeller, newUser, publishPassed } from "../testing/test-hub.fixture.ts";
import { resolveActor } from "../tenants/resolve-actor.ts";
import { execute } from "../use-case/execute.ts";
import { fanOutStoreEvent } from "./fan-out.ts";
import { follow, getFollow, unfollow } from "./follow.ts";
import { forgetWatching, watchingRetentionDays } from "./forget-watching.ts";
import { listFollows } from "./list-follows.ts";
import { getNoticeChoices, setNoticeChoice } from "./notice-choices.ts";
import { countUnread, listNotices, markNotices } from "./read-notices.ts";
import { fanOutAll, startWatchingHub } from "./testing.fixture.ts";
import type { WatchingHub } from "./testing.fixture.ts";

describe("notices", () => {
  let hub: WatchingHub;
  let seller: Actor;
  let published: PublishedPersona;
  let version = 1;

  beforeAll(async () => {
    hub = await startWatchingHub();
    ({ seller, published } = await newSeller(hub));
  });
  afterAll(() => hub[Symbol.asyncDispose]());
  beforeEach(() => fanOutAll(hub));

  const subject = () => ({ listingId: published.listingId });
  const publishNext = () => publishPassed(hub, seller, { version: (version += 1) });
  const kindsOf = async (actor: Actor) =>
    (await execute(hub.deps, actor, listNotices, {})).notices.map(({ kind }) => kind);

  /** A member of a tenant beside its owner. */
  async function addMember({ tenantId }: Actor, role: "viewer" | "admin"): Promise<Actor> {
    const { userId } = await newUser(hub);
    await withTenant(hub.deps.db, tenantId, (tx) => tx.insert(tables.memberships).values({ tenantId, userId, role }));
    return resolveActor(hub.deps, { userId, tenantId });
  }

  it("reach who follows a Persona or its publisher, once, and nobody else", async () => {
    const [byPersona, byPublisher, both, nobody] = await Promise.all([1, 2, 3, 4].map(() => newOwner(hub)));
    if (!byPersona || !byPublisher || !both || !nobody) throw new TypeError("four people");
    expect(await execute(hub.deps, byPersona, follow, { subject: subject() })).toEqual({ mine: true, tenant: false });
    await execute(hub.deps, byPersona, follow, { subject: subject() });
    await execute(hub.deps, byPublisher, follow, { subject: { publisher: "acme" } });
    for (const which of [subject(), { publisher: "acme" }]) await execute(hub.deps, both, follow, { subject: which });
    expect(await execute(hub.deps, both, listFollows, {})).toMatchObject([{ title: "Surge ready" }, { title: "Acme" }]);
    await publishNext();
    expect(await fanOutAll(hub)).toBe(3);
    for (const actor of [byPersona, byPublisher, both]) expect(await kindsOf(actor)).toEqual(["version-published"]);
    expect(await kindsOf(nobody)).toEqual([]);
    await execute(hub.deps, byPersona, unfollow, { subject: subject() });
    await publishNext();
    expect(await fanOutAll(hub)).toBe(2);
  });

  it("of advisories and revocations reach everybody in a tenant that got the Persona, followed or not, whatever they chose", async () => {
    const owner = await newOwner(hub);
    const viewer = await addMember(owner, "viewer");
    await execute(hub.deps, owner, getPersona, { listingId: published.listingId });
    await execute(hub.deps, viewer, setNoticeChoice, { kind: "advisory-published", inApp: false, mail: false });
    const fresh = await publishNext();
    await fanOutAll(hub);
    const { personaId } = fresh;
    const said = { severity: "high", title: "It shrinks too far" } as const;
    await execute(hub.deps, seller, publishAdvisory, { ...said, personaId, affected: [fresh.version] });
    await execute(hub.deps, seller, deprecateVersion, { personaId, version: fresh.version, reason: "Old" });
    await execute(hub.deps, seller, revokeVersion, { personaId, version: fresh.version, reason: "Broken" });
    await fanOutAll(hub);
    for (const actor of [owner, viewer])
      expect((await kindsOf(actor)).toSorted()).toEqual(["advisory-published", "version-revoked"]);
    const page = await execute(hub.deps, owner, listNotices, { kind: "advisory-published" });
    expect(page.notices[0]?.summary).toBe(
      `High: It shrinks too far. Concerns version ${fresh.version}. There is no fixed version yet.`,
    );
  });

  it("of a tenant's follow reach all its members, and only an admin makes it", async () => {
    const owner = await newOwner(hub);
    const viewer = await addMember(owner, "viewer");
    const forTenant = { subject: subject(), forTenant: true };
    await expectRefusal(execute(hub.deps, viewer, follow, forTenant), "forbidden");
    await execute(hub.deps, as(owner, "admin"), follow, forTenant);
    expect(await execute(hub.deps, viewer, getFollow, subject())).toEqual({ mine: false, tenant: true });
    await publishNext();
    await fanOutAll(hub);
    expect(await kindsOf(viewer)).toEqual(["version-published"]);
    await expectRefusal(execute(hub.deps, viewer, unfollow, forTenant), "forbidden");
  });

  it("come how each person chose for each kind", async () => {
    const owner = await newOwner(hub);
    await execute(hub.deps, owner, follow, { subject: subject() });
    const choices = await execute(hub.deps, owner, setNoticeChoice, {
      kind: "version-published",
      inApp: false,
      mail: false,
    });
    expect(choices.find(({ kind }) => kind === "version-published")).toMatchObject({ inApp: false, mail: false });
    await publishNext();
    await fanOutAll(hub);
    expect(await kindsOf(owner)).toEqual([]);
    expect((await execute(hub.deps, owner, getNoticeChoices, {})).find(({ owed }) => owed)).toMatchObject({
      inApp: true,
    });
  });

  it("are told once, however often and by however many an event is worked on", async () => {
    const owner = await newOwner(hub);
    await execute(hub.deps, owner, follow, { subject: subject() });
    await publishNext();
    const [waiting] = await withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx.execute<{ id: string }>("select data ->> 'eventId' as id from pgboss.job where name = 'store-events'"),
    );
    const eventId = waiting?.id ?? "";
    const told = await Promise.all([1, 2, 3].map(() => fanOutStoreEvent(hub.deps, eventId)));
    expect(told.filter((many) => many === 0)).toHaveLength(2);
    expect(await fanOutStoreEvent(hub.deps, eventId)).toBe(0);
    expect(await kindsOf(owner)).toEqual(["version-published"]);
  });

  it("are read, counted and marked by the person they were told to alone", async () => {
    const owner = await newOwner(hub);
    const viewer = await addMember(owner, "viewer");
    const stranger = await newOwner(hub);
    await execute(hub.deps, owner, follow, { subject: subject(), forTenant: true });
    await publishNext();
    await fanOutAll(hub);
    const [notice] = (await execute(hub.deps, owner, listNotices, {})).notices;
    const which = [notice?.eventId ?? ""];
    expect(await execute(hub.deps, stranger, markNotices, { which, read: true })).toEqual({ unread: 0 });
    expect(await kindsOf(stranger)).toEqual([]);
    const seen = await withTenant(hub.deps.db, stranger.tenantId, async (tx) => [
      ...(await tx.select().from(tables.notices)),
      ...(await tx.select().from(tables.storeEvents)),
      ...(await tx.select().from(tables.follows)),
    ]);
    expect(seen).toEqual([]);
    expect(await execute(hub.deps, owner, markNotices, { which, read: true })).toEqual({ unread: 0 });
    expect(await execute(hub.deps, viewer, countUnread, {})).toBe(1);
    expect((await execute(hub.deps, owner, listNotices, { unread: true })).notices).toEqual([]);
    expect(await execute(hub.deps, owner, markNotices, { which: "all", read: false })).toEqual({ unread: 1 });
  });

  it("come page by page, each once", async () => {
    const owner = await newOwner(hub);
    await execute(hub.deps, owner, follow, { subject: subject() });
    for (let i = 0; i < 3; i += 1) await publishNext();
    await fanOutAll(hub);
    const seen: (number | null)[] = [];
    let before: string | undefined;
    do {
      const page = await execute(hub.deps, owner, listNotices, {
        limit: 1,
        ...(before === undefined ? {} : { before }),
      });
      seen.push(...page.notices.map((notice) => notice.version));
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(new Set(seen)).toEqual(new Set([version - 2, version - 1, version]));
    expect(seen).toHaveLength(3);
  });

  it("are not told of a version that the gate rejected", async () => {
    const owner = await newOwner(hub);
    await execute(hub.deps, owner, follow, { subject: subject() });
    await publishPassed(hub, seller, { version: (version += 1) }, { verdict: "rejected" });
    expect(await fanOutAll(hub)).toBe(0);
  });

  it("are forgotten when their time is over", async () => {
    const owner = await newOwner(hub);
    await execute(hub.deps, owner, follow, { subject: subject() });
    await publishNext();
    await fanOutAll(hub);
    await forgetWatching(hub.deps);
    expect(await kindsOf(owner)).toHaveLength(1);
    hub.advance((watchingRetentionDays.notices + 1) * 86_400_000);
    expect(await forgetWatching(hub.deps)).toBeGreaterThan(0);
    expect(await kindsOf(owner)).toEqual([]);
  });
});

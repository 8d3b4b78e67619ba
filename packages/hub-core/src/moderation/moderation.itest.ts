import { appointPlatform, withTenant, withUser, withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, UserActor } from "../actor.ts";
import { listBuyerReviews } from "../buyer-reviews/list-buyer-reviews.ts";
import { listOwnReviews } from "../buyer-reviews/list-own-reviews.ts";
import { replyToBuyerReview } from "../buyer-reviews/reply-to-buyer-review.ts";
import { asOwner, newReviewer, review } from "../buyer-reviews/testing/reviewers.fixture.ts";
import { getListing } from "../store/get-listing.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { expectRefusal, newOwner, newSeller, newUser, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { appealHold, listOwnHolds } from "./appeal.ts";
import { decideAppeal, hideThing, keepThing, restoreThing } from "./decide.ts";
import { getModerationCase, listModerationQueue } from "./list-moderation-queue.ts";
import { mayModerate } from "./may-moderate.ts";
import type { Thing } from "./moderation.ts";
import { reportThing } from "./report-thing.ts";

describe("moderation", () => {
  let hub: TestHub;
  let seller: Actor;
  let reporter: Actor;
  let published: PublishedPersona;
  let moderator: UserActor;
  let colleague: UserActor;

  const emailOf = ({ userId }: UserActor): Promise<string> =>
    asOwner(hub, async (owner) => {
      const [row] = await owner<{ email: string }[]>`
        update users set email_verified = now() where id = ${userId} returning email`;
      return row?.email ?? "";
    });

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
    reporter = await newOwner(hub);
    moderator = await newUser(hub);
    colleague = await newUser(hub);
    const moderators = [await emailOf(moderator), await emailOf(colleague)];
    await appointPlatform({ ownerUrl: hub.database.ownerUrl, moderators });
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const page = () => execute(hub.deps, null, listBuyerReviews, { listingId: published.listingId, limit: 50 });
  const readable = async (reviewId: string): Promise<boolean> =>
    (await page()).reviews.some((each) => each.reviewId === reviewId);
  const reported = async (options?: { established: boolean }) => {
    const { buyer } = await newReviewer(hub, published, options);
    const { reviewId } = await review(hub, buyer, published, 1, { title: "Buy my tea instead" });
    const thing: Thing = { kind: "review", thingId: reviewId };
    await execute(hub.deps, reporter, reportThing, { ...thing, reason: "spam" });
    return { buyer, reviewId, thing };
  };
  const toldTo = (tenantId: string): Promise<string[]> =>
    asOwner(hub, async (owner) => {
      const rows = await owner<{ kind: string }[]>`
        select kind from store_events where to_tenant_id = ${tenantId} order by at, kind`;
      return rows.map(({ kind }) => kind);
    });
  const as = (person: UserActor, statement: SQL) => withUser(hub.deps.db, person.userId, (tx) => tx.execute(statement));

  it("is for those whom the operator named and who proved their address, and for nobody else", async () => {
    expect(await execute(hub.deps, moderator, mayModerate, {})).toBe(true);
    expect(await execute(hub.deps, seller, mayModerate, {})).toBe(false);
    await expectRefusal(execute(hub.deps, seller, listModerationQueue, {}), "forbidden");
    const { thing } = await reported();
    await expectRefusal(execute(hub.deps, seller, hideThing, { ...thing, reason: "spam" }), "forbidden");
    const programme = { ...moderator, tenantId: seller.tenantId, role: "owner", apiTokenId: "x" } as const;
    await expectRefusal(execute(hub.deps, programme, listModerationQueue, {}), "forbidden");
    const forged = sql`select hide_thing('review', ${thing.thingId}::uuid, 'spam', '')`;
    await expect(as(seller, forged)).rejects.toMatchObject({ cause: { code: "42501" } });
    await expect(withTenant(hub.deps.db, seller.tenantId, (tx) => tx.execute(forged))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
    const crowned = sql`insert into platform_staff (email, role) values ('me@example.com', 'moderator')`;
    await expect(as(seller, crowned)).rejects.toMatchObject({ cause: { code: "42501" } });
    const unproved = await newUser(hub);
    const email = await emailOf(unproved);
    await asOwner(hub, (owner) => owner`update users set email_verified = null where id = ${unproved.userId}`);
    await asOwner(hub, (owner) => owner`insert into platform_staff (email, role) values (${email}, 'moderator')`);
    expect(await execute(hub.deps, unproved, mayModerate, {})).toBe(false);
  });

  it("hears of a thing once from each tenant, never from its owner, and not without end", async () => {
    const { buyer, thing } = await reported();
    const again = execute(hub.deps, reporter, reportThing, { ...thing, reason: "abuse" });
    await expectRefusal(again, "conflict");
    const twice = sql`insert into store_reports (tenant_id, kind, thing_id, reason, note, reported_by)
      values (${reporter.tenantId}, 'review', ${thing.thingId}, 'spam', '', ${reporter.userId})`;
    await expect(withTenant(hub.deps.db, reporter.tenantId, (tx) => tx.execute(twice))).rejects.toMatchObject({
      cause: { code: "23505" },
    });
    await expectRefusal(execute(hub.deps, buyer, reportThing, { ...thing, reason: "spam" }), "refused", "own");
    const harmful = { kind: "review", thingId: thing.thingId, reason: "harmful" } as const;
    await expectRefusal(execute(hub.deps, seller, reportThing, harmful), "refused", "wrong-reason");
    const gone = { kind: "listing", thingId: "00000000-0000-4000-8000-000000000001", reason: "spam" } as const;
    await expectRefusal(execute(hub.deps, reporter, reportThing, gone), "not-found");
    await execute(hub.deps, seller, reportThing, { ...thing, reason: "off-topic", note: "Tea" });
    const found = await execute(hub.deps, moderator, getModerationCase, thing);
    expect(found.reports.map(({ reason }) => reason)).toEqual(["spam", "off-topic"]);
    const windowStart = Math.floor(hub.deps.now().getTime() / 86_400_000) * 86_400_000;
    await asOwner(
      hub,
      (owner) => owner`insert into rate_limits (key, window_start, count)
        values (${`store-report:${reporter.tenantId}`}, ${new Date(windowStart)}, 20)
        on conflict (key, window_start) do update set count = 20`,
    );
    const { reviewId } = await review(hub, (await newReviewer(hub, published)).buyer, published);
    const next = { kind: "review", thingId: reviewId, reason: "spam" } as const;
    await expectRefusal(execute(hub.deps, reporter, reportThing, next), "rate-limited");
    await asOwner(hub, (owner) => owner`delete from rate_limits`);
  });

  it("leaves a thing where it is, and answers those who reported it", async () => {
    const { reviewId, thing } = await reported();
    await execute(hub.deps, moderator, keepThing, { ...thing, note: "Blunt, not spam" });
    expect(await readable(reviewId)).toBe(true);
    const { waiting } = await execute(hub.deps, moderator, listModerationQueue, {});
    expect(waiting.some(({ thingId }) => thingId === reviewId)).toBe(false);
    expect(await toldTo(reporter.tenantId)).toContain("report-decided");
    await expectRefusal(execute(hub.deps, moderator, keepThing, thing), "refused", "nothing-reported");
    await execute(hub.deps, reporter, reportThing, { ...thing, reason: "abuse" });
  });

  it("hides a review from everybody but its author, takes its vote, and tells the author why", async () => {
    const { buyer, reviewId, thing } = await reported({ established: true });
    const before = (await page()).ratings;
    const { holdId } = await execute(hub.deps, moderator, hideThing, {
      ...thing,
      reason: "spam",
      note: "Advertising.",
    });
    expect(await readable(reviewId)).toBe(false);
    expect((await page()).ratings).toMatchObject({ votes: before.votes - 1, shown: before.shown - 1 });
    const [own] = await execute(hub.deps, buyer, listOwnReviews, {});
    expect(own?.state.kind).toBe("hidden");
    expect(await execute(hub.deps, buyer, listOwnHolds, {})).toMatchObject([
      { holdId, reason: "spam", note: "Advertising.", thing: { title: "Buy my tea instead" }, appeal: null },
    ]);
    expect(await execute(hub.deps, reporter, listOwnHolds, {})).toEqual([]);
    expect(await toldTo(buyer.tenantId)).toContain("review-decided");
    await expectRefusal(review(hub, buyer, published), "refused", "hidden");
    await expectRefusal(execute(hub.deps, moderator, hideThing, { ...thing, reason: "spam" }), "conflict");
    await execute(hub.deps, moderator, restoreThing, { holdId, note: "A mistake" });
    expect((await page()).ratings).toEqual({ ...before });
    await expectRefusal(execute(hub.deps, moderator, restoreThing, { holdId }), "refused", "not-hidden");
  });

  it("looks at an appeal once, by somebody else than who decided", async () => {
    const { buyer, reviewId, thing } = await reported();
    const { holdId } = await execute(hub.deps, moderator, hideThing, { ...thing, reason: "spam" });
    const appeal = (actor: Actor) => execute(hub.deps, actor, appealHold, { holdId, body: "It is about the Persona." });
    await expectRefusal(appeal(reporter), "not-found");
    await appeal(buyer);
    await expectRefusal(appeal(buyer), "conflict");
    const forged = sql`insert into store_appeals (hold_id, tenant_id, body, appealed_by)
      values (${holdId}, ${buyer.tenantId}, 'again', ${buyer.userId})`;
    await expect(withTenant(hub.deps.db, buyer.tenantId, (tx) => tx.execute(forged))).rejects.toMatchObject({
      cause: { code: "23505" },
    });
    const { waiting } = await execute(hub.deps, colleague, listModerationQueue, {});
    expect(waiting.find(({ thingId }) => thingId === reviewId)).toMatchObject({ appeal: true });
    await expectRefusal(execute(hub.deps, moderator, restoreThing, { holdId }), "refused", "appeal-waits");
    const decided = (by: UserActor) =>
      execute(hub.deps, by, decideAppeal, { holdId, outcome: "restored", note: "Right" });
    await expectRefusal(decided(moderator), "refused", "another-moderator-decides");
    await decided(colleague);
    expect(await readable(reviewId)).toBe(true);
    expect(await toldTo(buyer.tenantId)).toContain("appeal-decided");
    await expectRefusal(decided(colleague), "refused", "no-open-appeal");
    const { log } = await execute(hub.deps, moderator, getModerationCase, thing);
    expect(log.map(({ action }) => action)).toEqual(["appeal-restored", "hidden"]);
    // Appealed for that time: what was decided is not appealed again.
    await expectRefusal(appeal(buyer), "conflict");
  });

  it("hides an answer, a listing and a whole seller, and leaves what tenants got with them", async () => {
    const { buyer } = await newReviewer(hub, published);
    const { reviewId } = await review(hub, buyer, published);
    await execute(hub.deps, seller, replyToBuyerReview, { reviewId, body: "Call 555-0100" });
    const reply = { kind: "reply", thingId: reviewId } as const;
    await execute(hub.deps, moderator, hideThing, { ...reply, reason: "personal-data" });
    expect((await page()).reviews.find((each) => each.reviewId === reviewId)?.reply).toBeNull();
    const listing = () => execute(hub.deps, null, getListing, { publisher: "acme", name: "surge-ready" });
    const shelf = { kind: "listing", thingId: published.listingId } as const;
    const first = await execute(hub.deps, moderator, hideThing, { ...shelf, reason: "harmful" });
    await expectRefusal(listing(), "not-found");
    const kept = await withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      tx.execute(sql`select 1 from listings where id = ${published.listingId}`),
    );
    expect(kept).toHaveLength(1);
    await execute(hub.deps, moderator, restoreThing, first);
    await listing();
    const [publisher] = await withoutTenant(hub.deps.db, (tx) =>
      tx.execute<{ id: string }>(sql`select id from publishers where slug = 'acme'`),
    );
    const whole = { kind: "seller", thingId: publisher?.id ?? "" } as const;
    const second = await execute(hub.deps, moderator, hideThing, { ...whole, reason: "impersonation" });
    await expectRefusal(listing(), "not-found");
    await execute(hub.deps, moderator, restoreThing, second);
    await listing();
  });

  it("keeps a log that nobody can rewrite, not even the owner", async () => {
    for (const statement of [
      (owner: Parameters<Parameters<typeof asOwner>[1]>[0]) => owner`update moderation_log set note = ''`,
      (owner: Parameters<Parameters<typeof asOwner>[1]>[0]) => owner`delete from moderation_log`,
    ])
      await expect(asOwner(hub, (owner) => statement(owner))).rejects.toThrow("append-only");
    const hidden = await withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx.execute(sql`select 1 from moderation_log`),
    );
    expect(hidden).toHaveLength(0);
  });
});

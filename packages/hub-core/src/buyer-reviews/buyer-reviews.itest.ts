import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import { eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { runFor } from "../testing/run-for.ts";
import { as, expectRefusal, newOwner, newSeller, publishPassed, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { getOwnReview } from "./get-own-review.ts";
import { listBuyerReviews } from "./list-buyer-reviews.ts";
import { listOwnReviews, listReceivedReviews } from "./list-own-reviews.ts";
import { replyToBuyerReview } from "./reply-to-buyer-review.ts";
import { asOwner, day, join, newReviewer, review } from "./testing/reviewers.fixture.ts";
import { voidBuyerReviews } from "./void-buyer-reviews.ts";
import { withdrawBuyerReview } from "./withdraw-buyer-review.ts";

describe("a buyer review", () => {
  let hub: TestHub;
  let seller: Actor;
  let published: PublishedPersona;

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const page = (actor: Actor | null = null) =>
    execute(hub.deps, actor, listBuyerReviews, { listingId: published.listingId, limit: 50 });
  const direct = (actor: Actor, statement: SQL): Promise<unknown> =>
    withTenant(hub.deps.db, actor.tenantId, (tx) => tx.execute(statement));
  const inserted = (actor: Actor): SQL => sql`
    insert into buyer_reviews (tenant_id, listing_id, persona_version_id, rating, title, body, written_by)
    values (${actor.tenantId}, ${published.listingId}, ${published.personaVersionId}, 5, 'Forged', '', ${actor.userId})`;
  const rule = (message: string) => ({ cause: { code: "23514", message } });

  it("is written by a tenant that got it and ran it, and read by everybody with the version and how long it ran", async () => {
    const { buyer } = await newReviewer(hub, published);
    const own = await review(hub, buyer, published, 4);
    expect(own).toMatchObject({ rating: 4, version: published.version, ranSeconds: day, revision: 1, own: true });
    const { reviews } = await page();
    const seen = reviews.find(({ reviewId }) => reviewId === own.reviewId);
    expect(seen).toMatchObject({ rating: 4, title: "Held the surge", shownAs: own.shownAs, own: false, earlier: [] });
    expect(JSON.stringify(reviews)).not.toContain(buyer.tenantId);
    const unnamed = await review(hub, buyer, published, 4, { named: false });
    expect(unnamed.shownAs).toBeNull();
    await expectRefusal(review(hub, as(buyer, "viewer"), published), "forbidden");
  });

  it("is refused without a purchase, by the use case and by the database itself", async () => {
    const stranger = await newOwner(hub);
    await expectRefusal(review(hub, stranger, published), "refused", "not-got");
    await expect(direct(stranger, inserted(stranger))).rejects.toMatchObject(rule("not-got"));
  });

  it("is refused while its agents ran it for too short, and says how long is left", async () => {
    const { buyer, host } = await newReviewer(hub, published, { seconds: 3 * 3_600 });
    await expect(review(hub, buyer, published)).rejects.toThrow("Your agents ran it 3 h of 24 h");
    await expectRefusal(review(hub, buyer, published), "refused", "ran-too-short");
    await expect(direct(buyer, inserted(buyer))).rejects.toMatchObject(rule("ran-too-short"));
    const { listingId } = published;
    expect(await execute(hub.deps, buyer, getOwnReview, { listingId })).toMatchObject({
      obstacle: { kind: "ran-too-short" },
      usage: { seconds: 3 * 3_600 },
      minSeconds: day,
    });
    await asOwner(hub, (owner) => owner`update platform_settings set value = 7200 where name = 'review_min_seconds'`);
    await review(hub, buyer, published);
    await asOwner(hub, (owner) => owner`update platform_settings set value = 86400 where name = 'review_min_seconds'`);
    await runFor(hub, host, published, day);
    const forged = direct(buyer, sql`update platform_settings set value = 0`);
    await expect(forged).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  it("is refused to the seller itself, and where one person is a member on both sides", async () => {
    await expectRefusal(review(hub, seller, published), "refused", "same-tenant");
    await expect(direct(seller, inserted(seller))).rejects.toMatchObject(rule("same-tenant"));
    const { buyer } = await newReviewer(hub, published);
    await join(hub, seller, buyer);
    await expectRefusal(review(hub, buyer, published), "refused", "same-person");
    await expect(direct(buyer, inserted(buyer))).rejects.toMatchObject(rule("same-person"));
  });

  it("is one for each tenant: written again it is an edit, and every wording stays in its history", async () => {
    const { buyer } = await newReviewer(hub, published);
    const first = await review(hub, buyer, published, 2, { title: "Not yet" });
    const second = await review(hub, buyer, published, 4, { title: "Better now" });
    expect(second.reviewId).toBe(first.reviewId);
    expect(second).toMatchObject({ revision: 2, rating: 4, earlier: [{ revision: 1, rating: 2, title: "Not yet" }] });
    await expect(direct(buyer, inserted(buyer))).rejects.toMatchObject({ cause: { code: "23505" } });
    for (const statement of [
      sql`update buyer_review_revisions set title = 'x'`,
      sql`delete from buyer_review_revisions`,
      sql`delete from buyer_reviews`,
      sql`update buyer_reviews set counted = true`,
      sql`update buyer_reviews set void_because = null, void_at = null`,
      sql`update listing_ratings set votes = 1000`,
    ])
      await expect(direct(buyer, statement)).rejects.toMatchObject({ cause: { code: "42501" } });
    await direct(buyer, sql`update buyer_reviews set title = 'Said by hand' where tenant_id = ${buyer.tenantId}`);
    const kept = await withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      tx.select().from(tables.buyerReviewRevisions).where(eq(tables.buyerReviewRevisions.reviewId, first.reviewId)),
    );
    expect(kept.map(({ title }) => title).toSorted()).toEqual(["Better now", "Not yet", "Said by hand"]);
  });

  it("cannot be written, changed or seen into by another tenant", async () => {
    const { buyer } = await newReviewer(hub, published);
    const { reviewId } = await review(hub, buyer, published);
    const other = await newReviewer(hub, published);
    await expectRefusal(execute(hub.deps, other.buyer, withdrawBuyerReview, { reviewId }), "not-found");
    await direct(other.buyer, sql`update buyer_reviews set rating = 1 where id = ${reviewId}`);
    expect((await page()).reviews.find((each) => each.reviewId === reviewId)?.rating).toBe(5);
    await expect(direct(other.buyer, inserted(buyer))).rejects.toMatchObject({ cause: { code: "42501" } });
    await expectRefusal(
      review(hub, other.buyer, published, 5, { effectId: "00000000-0000-4000-8000-000000000001" }),
      "refused",
      "no-such-effect",
    );
    const renamed = sql`update buyer_reviews set shown_as = 'Fleet Persona' where tenant_id = ${buyer.tenantId}`;
    await expect(direct(buyer, renamed)).rejects.toMatchObject(rule("not-your-name"));
  });

  it("speaks of a version that its agents ran, and of no other", async () => {
    const { buyer } = await newReviewer(hub, published);
    const next = await publishPassed(hub, seller, { version: published.version + 1 });
    const { personaVersionId } = next;
    await expectRefusal(review(hub, buyer, published, 5, { personaVersionId }), "refused", "version-not-run");
  });

  it("is taken back, read by nobody any more, and can be written anew", async () => {
    const { buyer } = await newReviewer(hub, published);
    const { reviewId } = await review(hub, buyer, published);
    await execute(hub.deps, buyer, withdrawBuyerReview, { reviewId });
    expect((await page()).reviews.some((each) => each.reviewId === reviewId)).toBe(false);
    const history = await withoutTenant(hub.deps.db, (tx) =>
      tx.execute(sql`select 1 from buyer_review_revisions where review_id = ${reviewId}`),
    );
    expect(history).toHaveLength(0);
    const [own] = await execute(hub.deps, buyer, listOwnReviews, {});
    expect(own).toMatchObject({ state: { kind: "withdrawn" }, personaId: published.personaId });
    expect(await review(hub, buyer, published, 3)).toMatchObject({ reviewId, revision: 2, state: { kind: "shown" } });
  });

  it("is void after a refund, and cannot be written again without a new purchase", async () => {
    const { buyer } = await newReviewer(hub, published, { established: true });
    await review(hub, buyer, published);
    const before = (await page()).ratings.votes;
    await asOwner(
      hub,
      (owner) =>
        owner`update entitlements set ended_because = 'refunded', ends_at = now() where tenant_id = ${buyer.tenantId}`,
    );
    const [own] = await execute(hub.deps, buyer, listOwnReviews, {});
    expect(own?.state).toMatchObject({ kind: "void", because: "refunded" });
    expect((await page()).ratings.votes).toBe(before - 1);
    await expectRefusal(review(hub, buyer, published), "refused", "refunded");
    await expect(direct(buyer, sql`update buyer_reviews set rating = 1`)).rejects.toMatchObject(rule("refunded"));
    await asOwner(
      hub,
      (owner) =>
        owner`update entitlements set ended_because = null, ends_at = null where tenant_id = ${buyer.tenantId}`,
    );
    expect(await review(hub, buyer, published)).toMatchObject({ state: { kind: "shown" } });
  });

  it("is voided by who keeps the money for a refund alone, and for one party only where it is one", async () => {
    const { buyer } = await newReviewer(hub, published);
    await review(hub, buyer, published);
    const { listingId } = published;
    const { tenantId } = buyer;
    const voided = (actor: Actor, because: "refunded" | "same-person"): Promise<boolean> =>
      withTenant(hub.deps.db, actor.tenantId, (tx) => voidBuyerReviews(tx, { tenantId, listingId, because }));
    expect(await voided(seller, "refunded")).toBe(false);
    expect(await voided(seller, "same-person")).toBe(false);
    expect(await voided(buyer, "refunded")).toBe(true);
  });

  it("is void once somebody becomes a member on both sides later", async () => {
    const { buyer } = await newReviewer(hub, published);
    await review(hub, buyer, published);
    await join(hub, buyer, seller);
    const [own] = await execute(hub.deps, buyer, listOwnReviews, {});
    expect(own?.state).toMatchObject({ kind: "void", because: "same-person" });
    await expectRefusal(review(hub, buyer, published), "refused", "same-person");
  });

  it("is answered by its seller alone, once, with every wording kept", async () => {
    const { buyer } = await newReviewer(hub, published);
    const { reviewId } = await review(hub, buyer, published, 2);
    const said = (actor: Actor, body: string) => execute(hub.deps, actor, replyToBuyerReview, { reviewId, body });
    await expectRefusal(said(buyer, "Mine"), "forbidden");
    await expectRefusal(said(as(seller, "operator"), "Sorry"), "forbidden");
    const forged = sql`insert into buyer_review_replies (review_id, tenant_id, body, written_by)
      values (${reviewId}, ${buyer.tenantId}, 'Mine', ${buyer.userId})`;
    await expect(direct(buyer, forged)).rejects.toMatchObject({ cause: { code: "42501" } });
    await said(seller, "Thank you.");
    await said(seller, "Thank you: fixed in version 2.");
    const reply = (await page()).reviews.find((each) => each.reviewId === reviewId)?.reply;
    expect(reply).toMatchObject({ body: "Thank you: fixed in version 2.", earlier: [{ body: "Thank you." }] });
    const received = await execute(hub.deps, seller, listReceivedReviews, {});
    expect(received.at(-1)?.reply).not.toBeNull();
    expect(await execute(hub.deps, buyer, listReceivedReviews, {})).toEqual([]);
  });

  it("holds markup and invisible characters as what they look like, in title, text and answer", async () => {
    const { buyer } = await newReviewer(hub, published);
    const markup = `<script>alert(1)</script>`;
    const own = await review(hub, buyer, published, 5, { title: `${markup}\u202E`, body: `a\u200Bb ${markup}` });
    expect(own).toMatchObject({ title: markup, body: `ab ${markup}` });
    const title = "NUL\u0000";
    await expectRefusal(review(hub, buyer, published, 5, { title }), "invalid-input");
    await expectRefusal(review(hub, buyer, published, 6), "invalid-input");
    const body = `z${"\u0335".repeat(9)}`;
    const { reviewId } = own;
    await expectRefusal(execute(hub.deps, seller, replyToBuyerReview, { reviewId, body }), "invalid-input");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import type { ListingRatings } from "./buyer-review.ts";
import { listBuyerReviews } from "./list-buyer-reviews.ts";
import { age, asOwner, day, join, newReviewer, review } from "./testing/reviewers.fixture.ts";
import { recheckBuyerReviews } from "./void-buyer-reviews.ts";
import { withdrawBuyerReview } from "./withdraw-buyer-review.ts";

describe("listing_ratings", () => {
  let hub: TestHub;
  let seller: Actor;
  let published: PublishedPersona;

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const ratings = async (): Promise<ListingRatings> =>
    (await execute(hub.deps, null, listBuyerReviews, { listingId: published.listingId })).ratings;
  const asIf = (actor: Actor, minutes: number) =>
    asOwner(
      hub,
      (sql) =>
        sql`update buyer_reviews set written_at = written_at - make_interval(mins => ${minutes}) where tenant_id = ${actor.tenantId}`,
    );

  it("is not moved by a ring of fresh tenants, however many", async () => {
    const regular = await newReviewer(hub, published, { established: true });
    await review(hub, regular.buyer, published, 3);
    const before = await ratings();
    expect(before).toMatchObject({ stars: [0, 0, 1, 0, 0], votes: 1, mean: 3 });
    for (let member = 0; member < 6; member += 1) {
      const { buyer } = await newReviewer(hub, published, { seconds: 30 * day });
      await review(hub, buyer, published, 5);
    }
    expect(await ratings()).toEqual({ ...before, shown: 7 });
  });

  it("counts tenants of one person as one, however old they are: the first one's vote stays", async () => {
    const first = await newReviewer(hub, published, { established: true });
    await review(hub, first.buyer, published, 2);
    await asIf(first.buyer, 10);
    const before = await ratings();
    const second = await newReviewer(hub, published, { established: true });
    await join(hub, first.buyer, second.buyer);
    await review(hub, second.buyer, published, 5);
    expect((await ratings()).stars).toEqual(before.stars);
    const third = await newReviewer(hub, published, { established: true });
    await review(hub, third.buyer, published, 5);
    expect((await ratings()).votes).toBe(before.votes + 1);
    // Found out later: the three are one party through its middle.
    await join(hub, second.buyer, third.buyer);
    expect((await ratings()).stars).toEqual(before.stars);
    const [{ reviewId } = { reviewId: "" as never }] = (
      await execute(hub.deps, first.buyer, listBuyerReviews, { listingId: published.listingId, limit: 50 })
    ).reviews.filter(({ own }) => own);
    await execute(hub.deps, first.buyer, withdrawBuyerReview, { reviewId });
    expect((await ratings()).stars[4]).toBe(before.stars[4] + 1);
  });

  it("counts a tenant once it is established, when the worker looks again", async () => {
    const { buyer } = await newReviewer(hub, published, { seconds: 8 * day });
    await review(hub, buyer, published, 1);
    const before = await ratings();
    await age(hub, buyer);
    expect((await recheckBuyerReviews(hub.deps)).looked).toBeGreaterThan(0);
    expect((await ratings()).stars[0]).toBe(before.stars[0] + 1);
  });

  it("does not take what agents ran of a party's own for standing", async () => {
    const { buyer } = await newReviewer(hub, published, { established: true });
    await review(hub, buyer, published, 1);
    const before = await ratings();
    // What it had run turns out to be its own party's; its review is void with it.
    await join(hub, buyer, seller);
    expect((await ratings()).votes).toBe(before.votes - 1);
  });

  it("has a lower bound that small samples cannot lift", async () => {
    const bound = (stars: readonly number[]) =>
      asOwner(hub, async (sql) => {
        await sql`set role fleet_maintenance`;
        const [row] = await sql<{ lower: number }[]>`select rating_lower_bound(${[...stars]}::integer[]) as lower`;
        return row?.lower ?? 0;
      });
    expect(await bound([0, 0, 0, 0, 1])).toBeCloseTo(2.404, 3);
    expect(await bound([0, 0, 0, 0, 100])).toBeCloseTo(4.82, 2);
    expect(await bound([0, 0, 0, 0, 100])).toBeGreaterThan(await bound([0, 0, 0, 0, 10]));
    expect(await bound([0, 0, 1, 10, 40])).toBeGreaterThan(await bound([0, 0, 0, 0, 2]));
  });
});

import { withTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { recordHostStatus } from "../agents/record-host-status.ts";
import { asOwner, newReviewer, review } from "../buyer-reviews/testing/reviewers.fixture.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { expectRefusal, newBuyer, newHost, newOwner, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { follow } from "../watching/follow.ts";
import type { FollowSubject } from "../watching/follow-subject.ts";
import { execute } from "../use-case/execute.ts";
import { getListingStatistics } from "./listing-statistics.ts";
import type { ListingStatistics } from "./listing-statistics.ts";

const personaId = "acme/surge-ready";

describe("getListingStatistics", () => {
  let hub: TestHub;
  let seller: Actor;
  let published: PublishedPersona;

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
    // What happens is written by the database's clock, which goes on while the hub's stands still.
    hub.advance(600_000);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const run = async (hosts: number): Promise<void> => {
    const { buyer, fleet, host } = await newBuyer(hub, published);
    const others = [];
    for (let extra = 1; extra < hosts; extra += 1) others.push(await newHost(hub, buyer, fleet));
    const status = { mode: "shadow", persona: { digest: published.digest, state: "shadow" } };
    for (const key of [host, ...others]) await recordHostStatus(hub.deps, { ...key, status });
  };
  const statistics = (actor: Actor = seller): Promise<ListingStatistics> =>
    execute(hub.deps, actor, getListingStatistics, { personaId, window: "30d" });
  const last = async (): Promise<unknown> => {
    const { points, versions } = await statistics();
    return [points.at(-1)?.agents, versions[0]?.agents, versions[0]?.running];
  };

  it("counts distinct enrolled agents, and says nothing while fewer than three tenants are behind a count", async () => {
    expect(await last()).toEqual([0, 0, 0]);
    await run(2);
    await run(1);
    expect(await last()).toEqual([null, null, null]);
    await run(2);
    expect(await last()).toEqual([5, 5, 5]);
    const { points } = await statistics();
    expect(points).toHaveLength(30);
    expect(points.at(-2)?.agents).toBe(0);
  });

  it("counts who got it and who holds it", async () => {
    hub.advance(1_000);
    const { points } = await statistics();
    expect(points.at(-1)).toMatchObject({ granted: 3, held: 3 });
    expect(points.at(-2)).toMatchObject({ granted: 0, held: 0 });
  });

  it("counts tenants that follow the listing or its publisher, and says nothing while fewer than three do", async () => {
    const followers = async () => (await statistics()).followers;
    const followed = async (subject: FollowSubject): Promise<void> => {
      const follower = await newOwner(hub);
      await execute(hub.deps, follower, follow, { subject });
      await execute(hub.deps, follower, follow, { subject, forTenant: true });
    };
    await execute(hub.deps, seller, follow, { subject: { publisher: "acme" } });
    expect(await followers()).toEqual({ ofListing: 0, ofPublisher: 0 });
    for (let tenant = 0; tenant < 2; tenant += 1) await followed({ listingId: published.listingId });
    await followed({ publisher: "acme" });
    expect(await followers()).toEqual({ ofListing: null, ofPublisher: null });
    await followed({ listingId: published.listingId });
    expect(await followers()).toEqual({ ofListing: 3, ofPublisher: null });
  });

  it("says how the votes that count went", async () => {
    for (const stars of [5, 2]) {
      const { buyer } = await newReviewer(hub, published, { established: true });
      await review(hub, buyer, published, stars);
    }
    await asOwner(
      hub,
      (owner) => owner`update buyer_reviews set written_at = written_at - interval '3 days' where rating = 5`,
    );
    const { points, ratings } = await statistics();
    expect(ratings).toMatchObject({ stars: [0, 1, 0, 0, 1], votes: 2, mean: 3.5 });
    const course = points.map(({ votes, meanStars }) => [votes, meanStars]);
    expect([course.at(-5), course.at(-2), course.at(-1)]).toEqual([
      [0, null],
      [1, 5],
      [2, 3.5],
    ]);
  });

  it("tells nobody else anything, not even past the use case", async () => {
    const stranger = await newOwner(hub);
    await expectRefusal(statistics(stranger), "not-found");
    const told = await withTenant(hub.deps.db, stranger.tenantId, async (tx) => [
      ...(await tx.execute(
        sql`select * from author_statistics(${published.listingId}::uuid, now() - interval '1 day', interval '1 day', 1)`,
      )),
      ...(await tx.execute(sql`select * from author_followers(${published.listingId}::uuid)`)),
      ...(await tx.execute(sql`select * from author_versions_in_use(${published.listingId}::uuid, now())`)),
    ]);
    expect(told).toEqual([]);
  });
});

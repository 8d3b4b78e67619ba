import { randomUUID } from "node:crypto";
import { tables, withTenant } from "@fleet-persona/db";
import { execute, listFleets, openVariationCampaign } from "@fleet-persona/hub-core";
import type { Actor } from "@fleet-persona/hub-core";
import { eq, ne } from "drizzle-orm";
import { actorOf } from "./actor.ts";
import type { Product } from "./product.ts";

const hourMs = 3_600_000;

/** What takes days to come about in life, so that the pages which show it have something to show: a campaign, refinements without a result, an order that waits to be paid. */
export async function makeRareStates(product: Product): Promise<void> {
  const { deps } = product.stack.services;
  const admin = await actorOf(product, "sre");
  const [fleet] = await execute(deps, admin, listFleets, {});
  if (fleet === undefined) throw new TypeError("An earlier journey left a fleet.");
  const charter = {
    name: "Bolder by night",
    settings: [{ name: "risk_tolerance" as const, low: 0.1, high: 0.9 }],
    versionsOf: [],
    budget: { percent: 100, hours: 20, experiments: 6 },
    endsAt: Date.now() + 48 * hourMs,
    atOnce: 1,
    template: {
      design: { kind: "switchback" as const, blockS: 60, washOutS: 10 },
      metrics: [
        {
          name: "latency",
          title: "Latency",
          unit: "ms",
          better: "lower" as const,
          measure: { kind: "mean" as const, signal: "latency_p95" },
        },
      ],
      goal: "latency",
      guardrails: [],
      minimumEffect: 0.1,
      minS: 600,
      maxS: 3_600,
    },
  };
  await execute(deps, admin, openVariationCampaign, { fleetId: fleet.fleetId, charter });
  await failRefinements(product);
  await leaveOrder(product, admin);
}

// Of every listing: a crawl looks at one of them, whichever its author's desk shows first.
async function failRefinements(product: Product): Promise<void> {
  const { deps } = product.stack.services;
  const author = await actorOf(product, "author");
  const { listings, personaVersions, refinements } = tables;
  const now = new Date();
  await withTenant(deps.db, author.tenantId, async (tx) => {
    const versions = await tx
      .selectDistinctOn([personaVersions.listingId], { listingId: listings.id, versionId: personaVersions.id })
      .from(listings)
      .innerJoin(personaVersions, eq(personaVersions.listingId, listings.id))
      .where(eq(listings.tenantId, author.tenantId));
    for (const { listingId, versionId } of versions)
      await tx.insert(refinements).values({
        tenantId: author.tenantId,
        listingId,
        parentVersionId: versionId,
        jobId: randomUUID(),
        method: "ppo",
        seed: 1,
        experiments: [randomUUID()],
        status: "failed",
        requestedBy: author.userId,
        requestedAt: now,
        startedAt: now,
        endedAt: now,
        failureCode: "no-gain",
        failure: "No candidate was better than its parent on what was held back.",
      });
  });
}

// At the price of the shelf, as the database wants it; nobody pays it.
async function leaveOrder({ stack }: Product, buyer: Actor): Promise<void> {
  const { listings, orders } = tables;
  await withTenant(stack.services.deps.db, buyer.tenantId, async (tx) => {
    const [priced] = await tx.select().from(listings).where(ne(listings.priceKind, "free")).limit(1);
    if (priced === undefined) return;
    await tx.insert(orders).values({
      tenantId: buyer.tenantId,
      sellerTenantId: priced.tenantId,
      listingId: priced.id,
      priceKind: priced.priceKind,
      unitMinor: priced.priceMinor,
      amountMinor: priced.priceMinor,
      currency: priced.priceCurrency ?? "",
      every: priced.priceEvery,
      status: "open",
      orderedBy: buyer.userId,
      createdAt: new Date(),
      checkoutExpiresAt: new Date(Date.now() + hourMs),
    });
  });
}

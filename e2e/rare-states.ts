import { randomUUID } from "node:crypto";
import { tables, withTenant } from "@fleet-persona/db";
import { execute, getOwnListing, listFleets, openVariationCampaign } from "@fleet-persona/hub-core";
import { actorOf } from "./actor.ts";
import type { Product } from "./product.ts";

const hourMs = 3_600_000;

/** What takes days to come about in life, so that the pages which show it have something to show: a campaign, and a refinement without a result. */
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
  await failRefinement(product);
}

async function failRefinement(product: Product): Promise<void> {
  const { deps } = product.stack.services;
  const author = await actorOf(product, "author");
  const { listingId, versions } = await execute(deps, author, getOwnListing, { personaId: "fleet-persona/flash-sale" });
  const [parent] = versions;
  if (parent === undefined) throw new TypeError("The reference Persona has a version.");
  const now = new Date();
  await withTenant(deps.db, author.tenantId, (tx) =>
    tx.insert(tables.refinements).values({
      tenantId: author.tenantId,
      listingId,
      parentVersionId: parent.personaVersionId,
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
    }),
  );
}

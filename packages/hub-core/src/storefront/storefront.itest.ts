import { sql } from "drizzle-orm";
import { withTenant } from "@fleet-persona/db";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import { listFits } from "../fit/list-fits.ts";
import { getPublicFamily } from "../refinements/get-family.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { sampleBundle, asBase64 } from "../testing/sample-bundle.fixture.ts";
import { passGate } from "../testing/pass-gate.ts";
import { publishPersona } from "../store/publish-persona.ts";
import { expectRefusal, newOwner, newSeller, publishPassed, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { getListingPage } from "./get-listing-page.ts";
import { countListed, listForSitemap } from "./list-for-sitemap.ts";
import { listGateFigures } from "./list-gate-figures.ts";
import { listNewlyMeasured } from "./list-newly-measured.ts";

const figures = { breach_seconds: 1, core_seconds: 90, cost: 90, requests: 10, errors: 0, p95_ms: 40 };
const reactive = { ...figures, breach_seconds: 4, core_seconds: 120 };
const behaviour = {
  scenarios: [
    {
      name: "flash-crowd",
      runs: 32,
      seeds: [1],
      guarded: figures,
      raw: figures,
      baselines: { static_default: reactive, reactive },
      guard_share: 0,
      fallback_share: 0,
      worst_moment: null,
    },
  ],
  fuzzing: { cases: 1, failures: [] },
  deterministic: true,
  latency_us: { p50: 1, p99: 2 },
  sandbox: { network_isolated: true, memory_limit_mb: 512, peak_memory_mb: 1 },
} as const;

describe("storefront", () => {
  let hub: TestHub;
  let seller: Actor;
  let published: PublishedPersona;
  const address = { publisher: "acme", name: "surge-ready" };

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
    const files = asBase64(sampleBundle({ version: 2, summary: "Now calmer." }));
    published = await execute(hub.deps, seller, publishPersona, { files });
    await passGate(hub.deps, published.personaVersionId, {
      behaviour: { ...behaviour, scenarios: [...behaviour.scenarios] } as never,
    });
    await publishPassed(hub, seller, { id: "acme/night-saver", name: "Night saver", tags: ["cost"] });
    await publishPassed(hub, seller, { id: "acme/zebra", name: "Zebra", tags: [] });
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("getListingPage gives anybody everything a page shows, without what is long", async () => {
    const page = await execute(hub.deps, null, getListingPage, address);
    expect(page).toMatchObject({
      personaId: "acme/surge-ready",
      latestVersion: 2,
      grade: "passed",
      versionCount: 2,
      seller: { slug: "acme", displayName: "Acme" },
      effects: [],
      evidence: { breach_seconds: 6 },
    });
    expect(page.scenarios).toEqual([
      { name: "flash-crowd", runs: 32, guarded: figures, baselines: { static_default: reactive, reactive } },
    ]);
    expect(page.versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(page.seller.keys.map(({ fingerprint }) => fingerprint)).toEqual(page.signedBy);
    expect(page.publisherKeys).toEqual(page.seller.keys);
  });

  it("getListingPage finds neither what nobody published nor what is not on the shelf", async () => {
    await expectRefusal(execute(hub.deps, null, getListingPage, { publisher: "acme", name: "nothing" }), "not-found");
    const draft = await publishPassed(hub, seller, { id: "acme/hidden", name: "Hidden" });
    await withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx.execute(sql`update listings set status = 'draft' where id = ${draft.listingId}`),
    );
    const hidden = { publisher: "acme", name: "hidden" };
    await expectRefusal(execute(hub.deps, null, getListingPage, hidden), "not-found");
    await expectRefusal(execute(hub.deps, null, getPublicFamily, hidden), "not-found");
    const named = await execute(hub.deps, null, listForSitemap, { limit: 100 });
    expect(named.map(({ personaId }) => personaId)).not.toContain("acme/hidden");
  });

  it("listForSitemap goes on after the last address, and passes over what another file names", async () => {
    const name = (entries: readonly { personaId: string }[]): readonly string[] =>
      entries.map((each) => each.personaId);
    const all = name(await execute(hub.deps, null, listForSitemap, { limit: 100 }));
    expect(all).toEqual(["acme/night-saver", "acme/surge-ready", "acme/zebra"]);
    const after = { publisher: "acme", name: "night-saver" };
    expect(name(await execute(hub.deps, null, listForSitemap, { after, limit: 1 }))).toEqual(["acme/surge-ready"]);
    expect(name(await execute(hub.deps, null, listForSitemap, { skip: 2, limit: 5 }))).toEqual(["acme/zebra"]);
    expect(await execute(hub.deps, null, countListed, {})).toBe(3);
  });

  it("listGateFigures answers for every version asked, in that order", async () => {
    const { versions } = await execute(hub.deps, null, getListingPage, address);
    const personaVersionIds = versions.map(({ personaVersionId }) => personaVersionId);
    const found = await execute(hub.deps, null, listGateFigures, { personaVersionIds });
    expect(found.map((scenarios) => scenarios.length)).toEqual([1, 0]);
  });

  it("listNewlyMeasured is empty while nobody told what was measured", async () => {
    expect(await execute(hub.deps, null, listNewlyMeasured, {})).toEqual([]);
  });

  it("getPublicFamily shows anybody what a version descends from", async () => {
    const family = await execute(hub.deps, null, getPublicFamily, address);
    expect(family.versions.map(({ version, own }) => [version, own])).toEqual([
      [1, true],
      [2, true],
    ]);
  });

  it("listFits asks every fleet of the tenant, and nobody else's", async () => {
    const buyer = await newOwner(hub);
    const personaVersionIds = [published.personaVersionId];
    expect(await execute(hub.deps, buyer, listFits, { personaVersionIds })).toEqual([]);
    await execute(hub.deps, buyer, createFleet, { name: "Web", slug: "web" });
    await execute(hub.deps, seller, createFleet, { name: "Other", slug: "other" });
    expect(await execute(hub.deps, buyer, listFits, { personaVersionIds })).toMatchObject([
      { fleetName: "Web", fits: null, requiredSignals: [{ name: "request_rate", supply: "unknown" }] },
    ]);
    await expectRefusal(execute(hub.deps, null as never, listFits, { personaVersionIds }), "unauthenticated");
  });
});

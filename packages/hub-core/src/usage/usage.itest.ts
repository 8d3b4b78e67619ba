import { withTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import { recordHostStatus } from "../agents/record-host-status.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { runFor } from "../testing/run-for.ts";
import { newBuyer, newHost, newSeller, publishPassed, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { readListingAgents, readListingUsage, usageOf } from "./usage.ts";
import type { Usage } from "./usage.ts";

describe("usage", () => {
  let hub: TestHub;
  let owner: ReturnType<typeof postgres>;
  let seller: Actor;
  let buyer: Actor;
  let host: HostKey;
  let published: PublishedPersona;
  let fleet: Awaited<ReturnType<typeof newBuyer>>["fleet"];

  beforeAll(async () => {
    hub = await startTestHub();
    owner = postgres(hub.database.ownerUrl, { max: 1, onnotice: () => {} });
    ({ seller, published } = await newSeller(hub));
    ({ buyer, fleet, host } = await newBuyer(hub, published));
  });
  afterAll(async () => {
    await owner.end();
    await hub[Symbol.asyncDispose]();
  });

  const says = (digest: string, key = host): Promise<void> =>
    recordHostStatus(hub.deps, { ...key, status: { mode: "shadow", persona: { digest, state: "shadow" } } });
  const usage = (): Promise<Usage> =>
    withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      usageOf(tx, { tenantId: buyer.tenantId, listingId: published.listingId }),
    );
  // Lets the time pass as the database sees it.
  const passes = (seconds: number): Promise<unknown> =>
    owner`update persona_usage set first_at = first_at - make_interval(secs => ${seconds}),
      last_at = last_at - make_interval(secs => ${seconds}) where host_id = ${host.hostId}`;

  it("counts the time between two words of a host that says it runs what its fleet was given, 90 s at most", async () => {
    expect(await usage()).toEqual({ hosts: 0, seconds: 0, firstAt: null, lastAt: null });
    await says(published.digest);
    expect(await usage()).toMatchObject({ hosts: 1, seconds: 0 });
    await passes(30);
    await says(published.digest);
    expect((await usage()).seconds).toBe(30);
    await passes(3_600);
    await says(published.digest);
    expect((await usage()).seconds).toBe(120);
  });

  it("does not count a clock that runs wild: the agent's and the hub's own are not asked", async () => {
    const before = await usage();
    hub.advance(7 * 86_400_000);
    await says(published.digest);
    await says(published.digest);
    expect(await usage()).toEqual(before);
    hub.advance(-7 * 86_400_000);
  });

  it("does not count what the fleet was not given, nor a mode in which nothing decides", async () => {
    const before = await usage();
    const other = await publishPassed(hub, seller, { version: 2 });
    await passes(60);
    await says(other.digest);
    await says("ab".repeat(32));
    await recordHostStatus(hub.deps, {
      ...host,
      status: { mode: "off", persona: { digest: published.digest, state: "shadow" } },
    });
    expect((await usage()).seconds).toBe(before.seconds);
  });

  it("cannot be written by the hub itself", async () => {
    const forged = withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      tx.execute(sql`update persona_usage set seconds = 1000000`),
    );
    await expect(forged).rejects.toMatchObject({ cause: { code: "42501" } });
    const invented = withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      tx.execute(sql`insert into persona_usage select * from persona_usage`),
    );
    await expect(invented).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  it("counts agents over all tenants, but not the seller's people's, and tells another tenant nothing else", async () => {
    const second = await newHost(hub, buyer, fleet);
    await runFor(hub, second, published, 60);
    const agents = (): Promise<number> =>
      withTenant(hub.deps.db, seller.tenantId, (tx) => readListingAgents(tx, published.listingId));
    expect(await agents()).toBe(2);
    const rows = await withTenant(hub.deps.db, seller.tenantId, (tx) => readListingUsage(tx, published.listingId));
    expect(rows).toMatchObject([{ personaVersionId: published.personaVersionId, agents: 2 }]);
    const seen = await withTenant(hub.deps.db, seller.tenantId, (tx) => tx.execute(sql`select * from persona_usage`));
    expect(seen).toHaveLength(0);
    await owner`insert into memberships (tenant_id, user_id, role) values (${buyer.tenantId}, ${seller.userId}, 'viewer')`;
    expect(await agents()).toBe(0);
  });
});

import { storeEventQueue, withTenant, withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOwner, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { emitStoreEvent } from "./emit-store-event.ts";

describe("emitStoreEvent", () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const waiting = () =>
    withoutTenant(hub.deps.db, async (tx) => {
      const rows = await tx.execute(sql`select 1 from pgboss.job where name = ${storeEventQueue.name}`);
      return rows.length;
    });

  it("lets only the seller tell everybody, anybody who acts tell one tenant, and says a publication once", async () => {
    const { seller, published } = await newSeller(hub);
    const other = await newOwner(hub);
    const { listingId, personaVersionId: versionId } = published;
    const event = { listingId, versionId, ref: null, summary: "New", at: hub.deps.now() };
    const said = { ...event, kind: "version-published" } as const;
    await expect(withTenant(hub.deps.db, other.tenantId, (tx) => emitStoreEvent(tx, said))).rejects.toThrow();
    const addressed = { ...event, kind: "review-written", toTenantId: seller.tenantId } as const;
    await expect(withoutTenant(hub.deps.db, (tx) => emitStoreEvent(tx, addressed))).rejects.toThrow();
    // The gate let it through when it was published.
    expect(await waiting()).toBe(1);
    expect(await withTenant(hub.deps.db, seller.tenantId, (tx) => emitStoreEvent(tx, said))).toBe(false);
    expect(await withTenant(hub.deps.db, other.tenantId, (tx) => emitStoreEvent(tx, addressed))).toBe(true);
  });

  it("leaves nothing behind when the caller's transaction fails", async () => {
    const owner = await newOwner(hub);
    const before = await waiting();
    const broken = withTenant(hub.deps.db, owner.tenantId, async (tx) => {
      const to = { listingId: null, toTenantId: owner.tenantId, ref: null, summary: "x", at: hub.deps.now() };
      await emitStoreEvent(tx, { ...to, kind: "domain-lost" });
      throw new TypeError("after all");
    });
    await expect(broken).rejects.toThrow("after all");
    expect(await waiting()).toBe(before);
  });
});

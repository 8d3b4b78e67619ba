import { randomUUID } from "node:crypto";
import { tables, withTenant } from "@fleet-persona/db";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { registerPublisher } from "../publishers/register-publisher.ts";
import { as, expectRefusal, newOwner } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { listNotices } from "../watching/read-notices.ts";
import { fanOutAll, startWatchingHub } from "../watching/testing.fixture.ts";
import type { WatchingHub } from "../watching/testing.fixture.ts";
import { domainGraceMs, readSellerDomains } from "./publisher-domain.ts";
import type { DomainView } from "./publisher-domain.ts";
import { recheckDomains } from "./recheck-domains.ts";
import { checkDomain, claimDomain, listDomains, removeDomain } from "./verify-domain.ts";

const dayMs = 86_400_000;

describe("verified domains", () => {
  let hub: WatchingHub;
  let seller: Actor;
  let publisher: string;

  beforeAll(async () => {
    hub = await startWatchingHub();
  });
  afterAll(() => hub[Symbol.asyncDispose]());
  beforeEach(async () => {
    hub.dns.clear();
    ({ seller, publisher } = await newPublisher());
  });

  async function newPublisher(): Promise<{ seller: Actor; publisher: string }> {
    const owner = await newOwner(hub);
    // One letter from a verified seller is refused.
    const slug = `seller-${randomUUID().slice(0, 8)}`;
    const publicKey = Buffer.from(hub.deps.randomBytes(32)).toString("base64");
    await execute(hub.deps, owner, registerPublisher, { slug, displayName: slug, publicKey });
    return { seller: owner, publisher: slug };
  }

  const put = ({ record }: DomainView) =>
    hub.dns.set(record.name, { kind: "found", records: ["v=spf1 -all", record.value] });
  const claim = (domain: string) => execute(hub.deps, seller, claimDomain, { publisher, domain });
  const check = () => execute(hub.deps, seller, checkDomain, { publisher });
  const current = async () => (await execute(hub.deps, seller, listDomains, {}))[0];

  it("are verified by the record in the DNS, and seen by everybody then", async () => {
    const claimed = await claim("Acme-One.dev.");
    expect(claimed).toMatchObject({
      domain: "acme-one.dev",
      state: "pending",
      record: { name: "_fleet-persona.acme-one.dev" },
    });
    expect(claimed.record.value).toMatch(/^fleet-persona-verification=[\w-]{32}$/);
    expect(await claim("acme-one.dev")).toEqual(claimed);
    expect(await check()).toMatchObject({ state: "pending", finding: "none" });
    hub.dns.set(claimed.record.name, { kind: "found", records: ["fleet-persona-verification=else"] });
    expect(await check()).toMatchObject({ state: "pending", finding: "wrong" });
    hub.dns.set(claimed.record.name, { kind: "unanswered" });
    expect(await check()).toMatchObject({ state: "pending", finding: "unanswered" });
    const stranger = await newOwner(hub);
    const seen = () => withTenant(hub.deps.db, stranger.tenantId, (tx) => tx.select().from(tables.publisherDomains));
    expect(await seen()).toEqual([]);
    put(claimed);
    expect(await check()).toMatchObject({ state: "verified", finding: "right" });
    const [row] = await seen();
    const domains = await withTenant(hub.deps.db, stranger.tenantId, (tx) =>
      readSellerDomains(tx, [row?.publisherId ?? ""]),
    );
    expect([...domains.values()]).toEqual(["acme-one.dev"]);
    await execute(hub.deps, seller, removeDomain, { publisher });
    expect(await seen()).toEqual([]);
  });

  it("belong to one seller at a time", async () => {
    put(await claim("acme-two.dev"));
    await check();
    const first = { seller, publisher };
    ({ seller, publisher } = await newPublisher());
    put(await claim("acme-two.dev"));
    await expectRefusal(check(), "conflict", "domain-taken");
    expect(await current()).toMatchObject({ state: "pending" });
    await execute(hub.deps, first.seller, removeDomain, { publisher: first.publisher });
    expect(await check()).toMatchObject({ state: "verified" });
  });

  it("are shown in punycode, so that two that look alike differ", async () => {
    // The first letter is Cyrillic.
    expect(await claim("аcme.dev")).toMatchObject({ domain: "xn--cme-5cd.dev" });
  });

  it.each(["localhost", "10.0.0.1", "acme.internal", "https://acme.dev"])("are nothing like %s", async (domain) => {
    await expectRefusal(claim(domain), "refused", "domain-unfit");
  });

  it("are claimed, checked and removed by admins of their publisher alone", async () => {
    await claim("acme-three.dev");
    const stranger = await newOwner(hub);
    for (const work of [
      () => execute(hub.deps, stranger, claimDomain, { publisher, domain: "other.dev" }),
      () => execute(hub.deps, stranger, checkDomain, { publisher }),
      () => execute(hub.deps, stranger, removeDomain, { publisher }),
    ])
      await expectRefusal(work(), "not-found");
    await expectRefusal(execute(hub.deps, as(seller, "operator"), checkDomain, { publisher }), "forbidden");
    expect(await execute(hub.deps, stranger, listDomains, {})).toEqual([]);
  });

  it("are looked at every day, and lost only after a week without their record, of which the seller hears twice", async () => {
    const claimed = await claim("acme-four.dev");
    put(claimed);
    await check();
    expect(await recheckDomains(hub.deps)).toBe(0);
    hub.dns.clear();
    // Asking by hand takes nothing away.
    expect(await check()).toMatchObject({ state: "verified", finding: "none" });
    hub.advance(dayMs + 1);
    expect(await recheckDomains(hub.deps)).toBeGreaterThan(0);
    const failing = await current();
    expect(failing).toMatchObject({ state: "failing", finding: "none" });
    expect(failing?.lostAt).toBe((failing?.checkedAt ?? 0) + domainGraceMs);
    hub.advance(2 * dayMs);
    put(claimed);
    await recheckDomains(hub.deps);
    expect(await current()).toMatchObject({ state: "verified", lostAt: null });
    hub.dns.set(claimed.record.name, { kind: "unanswered" });
    for (let day = 0; day < 8; day += 1) {
      hub.advance(dayMs + 1);
      await recheckDomains(hub.deps);
      expect((await current())?.state).toBe(day < 7 ? "failing" : "pending");
    }
    await fanOutAll(hub);
    const { notices } = await execute(hub.deps, seller, listNotices, {});
    expect(notices.map(({ kind }) => kind).toSorted()).toEqual(["domain-failing", "domain-failing", "domain-lost"]);
  });
});

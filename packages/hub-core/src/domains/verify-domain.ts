import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { HubError, notFound } from "../hub-error.ts";
import { slugSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { takeRateToken } from "../rate-limit.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { requireWatching } from "../watching/watching-deps.ts";
import { domainName } from "./domain-name.ts";
import { findRecord, keepFinding } from "./look-at-domain.ts";
import { domainViewOf, ownPublisher } from "./publisher-domain.ts";
import type { DomainRow, DomainView } from "./publisher-domain.ts";

const publisherSchema = z.strictObject({ publisher: slugSchema });

/** The domains of the tenant's publishers, by publisher. */
export const listDomains = defineQuery({
  name: "listDomains",
  scope: "viewer",
  input: z.strictObject({}),
  run: async ({ tx, actor }): Promise<readonly DomainView[]> => {
    const { publisherDomains: domains, publishers } = tables;
    const rows = await tx
      .select({ domain: domains, slug: publishers.slug })
      .from(domains)
      .innerJoin(publishers, eq(publishers.id, domains.publisherId))
      .where(eq(domains.tenantId, actor.tenantId))
      .orderBy(asc(publishers.slug));
    return rows.map(({ domain, slug }) => domainViewOf(slug, domain));
  },
});

/**
 * Says which domain is a publisher's, and answers with the record that proves it. Saying the same again keeps the record; another
 * domain takes the place of the one before. `refused` with `domain-unfit` for what can be nobody's.
 */
export const claimDomain = defineCommand({
  name: "claimDomain",
  scope: "admin",
  input: publisherSchema.extend({ domain: z.string().max(300) }),
  run: async ({ deps, tx, actor, now }, { publisher, domain: typed }): Promise<DomainView> => {
    const publisherId = await ownPublisher(tx, actor.tenantId, publisher);
    const domain = domainName(typed);
    if (domain === null) throw new HubError("refused", "This is not a domain that somebody can own.", "domain-unfit");
    const { publisherDomains: domains } = tables;
    const before = await lockDomain(tx, actor.tenantId, publisherId);
    if (before?.domain === domain) return domainViewOf(publisher, before);
    if (before !== null) await tx.delete(domains).where(eq(domains.publisherId, publisherId));
    const token = Buffer.from(deps.randomBytes(24)).toString("base64url");
    const started = { startedBy: actor.userId, startedAt: now };
    const [made] = await tx
      .insert(domains)
      .values({ ...started, publisherId, tenantId: actor.tenantId, domain, token })
      .returning();
    if (made === undefined) throw new TypeError("A domain that was just written cannot be missing.");
    return domainViewOf(publisher, made);
  },
  entityId: ({ domain }) => domain,
});

/** Looks for the record now. `conflict` with `domain-taken` when another seller holds the domain. */
export const checkDomain = defineCommand({
  name: "checkDomain",
  scope: "admin",
  input: publisherSchema,
  run: async ({ deps, tx, actor, now }, { publisher }): Promise<DomainView> => {
    const publisherId = await ownPublisher(tx, actor.tenantId, publisher);
    const row = await lockDomain(tx, actor.tenantId, publisherId);
    if (row === null) throw notFound("domain of this publisher");
    await takeRateToken(deps, { key: `check-domain:${publisherId}`, limit: 10, windowSeconds: 60 });
    const finding = await findRecord(requireWatching(deps).resolveTxt, row);
    // A look that somebody asks for takes nothing away: that is for the daily one.
    if (row.verifiedAt !== null && finding !== "right")
      return domainViewOf(publisher, { ...row, lastFinding: finding });
    return domainViewOf(publisher, await keepFinding(tx, row, { finding, now }));
  },
  entityId: ({ domain }) => domain,
  details: ({ publisher }, { domain, finding }) => ({ publisher, domain, finding }),
});

/** Takes a publisher's domain back. */
export const removeDomain = defineCommand({
  name: "removeDomain",
  scope: "admin",
  input: publisherSchema,
  run: async ({ tx, actor }, { publisher }): Promise<{ readonly domain: string }> => {
    const publisherId = await ownPublisher(tx, actor.tenantId, publisher);
    const row = await lockDomain(tx, actor.tenantId, publisherId);
    if (row === null) throw notFound("domain of this publisher");
    await tx.delete(tables.publisherDomains).where(eq(tables.publisherDomains.publisherId, publisherId));
    return { domain: row.domain };
  },
  entityId: ({ domain }) => domain,
});

async function lockDomain(tx: Tx, tenantId: TenantId, publisherId: string): Promise<DomainRow | null> {
  const { publisherDomains: domains } = tables;
  const [row] = await tx.select().from(domains).where(eq(domains.publisherId, publisherId)).for("update");
  return row?.tenantId === tenantId ? row : null;
}

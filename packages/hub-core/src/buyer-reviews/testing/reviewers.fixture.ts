import postgres from "postgres";
import type { Actor } from "../../actor.ts";
import type { HostKey } from "../../agents/host-key.ts";
import type { PublishedPersona } from "../../store/publish-persona.ts";
import { runFor } from "../../testing/run-for.ts";
import { newBuyer } from "../../testing/test-hub.fixture.ts";
import type { TestHub } from "../../testing/test-hub.fixture.ts";
import { execute } from "../../use-case/execute.ts";
import type { OwnBuyerReview } from "../buyer-review.ts";
import { writeBuyerReview } from "../write-buyer-review.ts";

export const day = 86_400;

export type Reviewer = { readonly buyer: Actor; readonly host: HostKey };

/** Statements as the database's owner: what nobody in the product may do. */
export async function asOwner<T>(hub: TestHub, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(hub.database.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** A tenant that got a Persona and whose agents ran it for a day; `established`: long ago, and for a week. */
export async function newReviewer(
  hub: TestHub,
  published: PublishedPersona,
  { established = false, seconds }: { readonly established?: boolean; readonly seconds?: number } = {},
): Promise<Reviewer> {
  const { buyer, host } = await newBuyer(hub, published);
  await runFor(hub, host, published, seconds ?? (established ? 8 * day : day));
  if (established) await age(hub, buyer);
  return { buyer, host };
}

export function age(hub: TestHub, { tenantId }: Actor): Promise<unknown> {
  return asOwner(hub, (sql) => sql`update tenants set created_at = now() - interval '31 days' where id = ${tenantId}`);
}

/** Puts a person into a tenant, as an accepted invitation does. */
export function join(hub: TestHub, person: Actor, tenant: Actor): Promise<unknown> {
  return asOwner(
    hub,
    (sql) =>
      sql`insert into memberships (tenant_id, user_id, role) values (${tenant.tenantId}, ${person.userId}, 'viewer')`,
  );
}

export function review(
  hub: TestHub,
  buyer: Actor,
  { listingId }: PublishedPersona,
  rating = 5,
  changes: Partial<Parameters<typeof writeBuyerReview.run>[1]> = {},
): Promise<OwnBuyerReview> {
  const said = { listingId, rating, title: "Held the surge", body: "No page all night." };
  return execute(hub.deps, buyer, writeBuyerReview, { ...said, ...changes });
}

import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import { roleAllows } from "../actor.ts";
import { HubError, notFound } from "../hub-error.ts";
import { listingIdSchema } from "../ids.ts";

/** What can be followed: a Persona, or a publisher by its slug with all that it will ever publish. */
export const followSubjectSchema = z.union([
  z.strictObject({ listingId: listingIdSchema }),
  z.strictObject({ publisher: z.string().min(1).max(96) }),
]);
export type FollowSubject = z.output<typeof followSubjectSchema>;

/** Whether the caller follows it, and whether an admin made the whole tenant follow. */
export type FollowState = { readonly mine: boolean; readonly tenant: boolean };

export type SubjectKey = { readonly listingId: string | null; readonly publisherId: string | null };

/** The ids of a subject that the caller can see; `not-found` otherwise. */
export async function findSubject(tx: Tx, subject: FollowSubject): Promise<SubjectKey> {
  const { listings, publishers } = tables;
  if ("listingId" in subject) {
    const [row] = await tx.select({ id: listings.id }).from(listings).where(eq(listings.id, subject.listingId));
    if (row === undefined) throw notFound("Persona");
    return { listingId: row.id, publisherId: null };
  }
  const [row] = await tx.select({ id: publishers.id }).from(publishers).where(eq(publishers.slug, subject.publisher));
  if (row === undefined) throw notFound("publisher");
  return { listingId: null, publisherId: row.id };
}

/** The rows of a tenant that follow a subject. */
export function following(actor: Actor, { listingId, publisherId }: SubjectKey): SQL | undefined {
  const { follows } = tables;
  const subject = listingId === null ? eq(follows.publisherId, publisherId ?? "") : eq(follows.listingId, listingId);
  return and(eq(follows.tenantId, actor.tenantId), subject);
}

export async function readFollowState(tx: Tx, actor: Actor, key: SubjectKey): Promise<FollowState> {
  const rows = await tx.select({ userId: tables.follows.userId }).from(tables.follows).where(following(actor, key));
  return {
    mine: rows.some(({ userId }) => userId === actor.userId),
    tenant: rows.some(({ userId }) => userId === null),
  };
}

/** Whose follow it is: the caller's own, or the tenant's, which takes an admin. */
export function whoseFollow(actor: Actor, forTenant: boolean): SQL {
  const { follows } = tables;
  if (!forTenant) return eq(follows.userId, actor.userId);
  if (!roleAllows(actor.role, "admin"))
    throw new HubError("forbidden", `Following for the tenant takes the role admin; yours is ${actor.role}.`);
  return isNull(follows.userId);
}

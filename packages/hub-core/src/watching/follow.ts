import { tables } from "@fleet-persona/db";
import { and, count, eq } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { findSubject, followSubjectSchema, following, readFollowState, whoseFollow } from "./follow-subject.ts";
import type { FollowState } from "./follow-subject.ts";

const mostFollows = 1_000;
const input = z.strictObject({ subject: followSubjectSchema, forTenant: z.boolean().default(false) });

/** Follows a Persona or a publisher, for oneself or, as an admin, for everybody in the tenant. Doing it again changes nothing. */
export const follow = defineCommand({
  name: "follow",
  scope: "viewer",
  input,
  run: async ({ tx, actor, now }, { subject, forTenant }): Promise<FollowState> => {
    const { follows } = tables;
    const whose = whoseFollow(actor, forTenant);
    const key = await findSubject(tx, subject);
    const [held] = await tx
      .select({ count: count() })
      .from(follows)
      .where(and(eq(follows.tenantId, actor.tenantId), whose));
    if ((held?.count ?? 0) >= mostFollows)
      throw new HubError("conflict", `Nobody can follow more than ${mostFollows}; unfollow one first.`);
    const by = { followedBy: actor.userId, followedAt: now };
    await tx
      .insert(follows)
      .values({ ...key, ...by, tenantId: actor.tenantId, userId: forTenant ? null : actor.userId })
      .onConflictDoNothing();
    return readFollowState(tx, actor, key);
  },
  entityId: (_state, { subject }) => ("listingId" in subject ? subject.listingId : subject.publisher),
});

/** Stops following. What was told stays in the inbox. */
export const unfollow = defineCommand({
  name: "unfollow",
  scope: "viewer",
  input,
  run: async ({ tx, actor }, { subject, forTenant }): Promise<FollowState> => {
    const whose = whoseFollow(actor, forTenant);
    const key = await findSubject(tx, subject);
    await tx.delete(tables.follows).where(and(following(actor, key), whose));
    return readFollowState(tx, actor, key);
  },
  entityId: (_state, { subject }) => ("listingId" in subject ? subject.listingId : subject.publisher),
});

/** Whether the caller and their tenant follow something. */
export const getFollow = defineQuery({
  name: "getFollow",
  scope: "viewer",
  input: followSubjectSchema,
  run: async ({ tx, actor }, subject): Promise<FollowState> =>
    readFollowState(tx, actor, await findSubject(tx, subject)),
});

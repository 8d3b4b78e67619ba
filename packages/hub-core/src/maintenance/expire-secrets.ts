import { tables, withoutTenant } from "@fleet-persona/db";
import { lt, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

// Kept a while after they expired, so that "expired" can be said instead of "unknown".
const keptMs = {
  enrolmentTokens: 7 * 86_400_000,
  rateLimits: 3_600_000,
  outbox: 7 * 86_400_000,
  campaigns: 30 * 86_400_000,
};

/** Deletes sessions, sign-in links and enrolment tokens that can no longer be used, old rate windows, outbox mail, campaigns and batches of rollouts. */
export async function expireSecrets(deps: Deps): Promise<void> {
  const { outboxMessages, rateLimits, sessions, verificationTokens } = tables;
  const now = deps.now();
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  await withoutTenant(deps.db, async (tx) => {
    await tx.delete(sessions).where(lt(sessions.expiresAt, now));
    await tx.delete(verificationTokens).where(lt(verificationTokens.expiresAt, now));
    await tx.delete(rateLimits).where(lt(rateLimits.windowStart, ago(keptMs.rateLimits)));
    await tx.delete(outboxMessages).where(lt(outboxMessages.createdAt, ago(keptMs.outbox)));
    const moment = ago(keptMs.enrolmentTokens).toISOString();
    const over = ago(keptMs.campaigns).toISOString();
    await tx.execute(sql`select delete_campaigns_ended_before(${over}::timestamptz)`);
    await tx.execute(sql`select delete_rollouts_expired_before(${now.toISOString()}::timestamptz)`);
    await tx.execute(sql`select delete_trials_expired_before(${now.toISOString()}::timestamptz)`);
    await tx.execute(sql`select delete_enrolment_tokens_expired_before(${moment}::timestamptz)`);
  });
}

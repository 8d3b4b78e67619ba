import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { HostId } from "../ids.ts";

// Of a status only what says that a model is deciding on the host, for real or in shadow.
const runningSchema = z.object({
  mode: z.enum(["shadow", "canary", "active"]),
  persona: z.object({
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    state: z.enum(["shadow", "canary", "active", "committed"]),
  }),
});

/** The digest of the version that a status message says is deciding; null while none is. */
export function runningDigest(status: unknown): string | null {
  const parsed = runningSchema.safeParse(status);
  return parsed.success ? parsed.data.persona.digest : null;
}

/**
 * Counts the time since the host's last word for the version that its status says it runs. The database decides whether that is
 * true of its fleet, by its own clock: 90 s at most for each word (docs/store-reviews.md).
 */
export async function recordUsage(tx: Tx, hostId: HostId, status: unknown): Promise<void> {
  const digest = runningDigest(status);
  if (digest !== null) await tx.execute(sql`select record_usage(${hostId}::uuid, ${digest})`);
}

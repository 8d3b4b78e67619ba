import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { trialLimits } from "./trial-limits.ts";

/** How much a fleet has recorded, by the host that recorded most. */
export type TrialReadiness = {
  readonly fleetId: FleetId;
  readonly hostId: string | null;
  /** Minutes in which that host told at least one moment, of the days that a trial looks at. */
  readonly minutes: number;
  readonly neededMinutes: number;
  readonly estimateMinutes: number;
  readonly since: number | null;
  readonly until: number | null;
  /** When there will be enough for a trial, if it goes on recording; null when there is, or when nothing is recording. */
  readonly enoughAt: number | null;
  readonly recording: boolean;
};

// A host that told nothing for this long is not recording.
const silentMs = 120_000;

/** Whether a fleet has recorded enough for a trial, and when it will have. */
export const getTrialReadiness = defineQuery({
  name: "getTrialReadiness",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor, now }, { fleetId }): Promise<TrialReadiness> => {
    await requireFleet(tx, actor.tenantId, fleetId);
    return readReadiness(tx, { tenantId: actor.tenantId, fleetId, now });
  },
});

export async function readReadiness(
  tx: Tx,
  { tenantId, fleetId, now }: { readonly tenantId: TenantId; readonly fleetId: FleetId; readonly now: Date },
): Promise<TrialReadiness> {
  const { hosts, metricFrames: frames } = tables;
  const oldest = new Date(now.getTime() - trialLimits.days * 86_400_000);
  const minutes = sql<number>`count(distinct date_trunc('minute', ${frames.at}))::integer`;
  const [most] = await tx
    .select({
      hostId: frames.hostId,
      minutes,
      since: sql<string>`min(${frames.at})`,
      until: sql<string>`max(${frames.at})`,
    })
    .from(frames)
    .innerJoin(hosts, and(eq(hosts.tenantId, frames.tenantId), eq(hosts.id, frames.hostId)))
    .where(and(eq(frames.tenantId, tenantId), eq(hosts.fleetId, fleetId), gt(frames.at, oldest)))
    .groupBy(frames.hostId)
    .orderBy(sql`2 desc`, frames.hostId)
    .limit(1);
  const needs = { neededMinutes: trialLimits.minutes, estimateMinutes: trialLimits.estimateMinutes };
  if (most === undefined)
    return { fleetId, hostId: null, minutes: 0, since: null, until: null, enoughAt: null, recording: false, ...needs };
  const until = new Date(most.until).getTime();
  const recording = now.getTime() - until < silentMs;
  const short = trialLimits.minutes - most.minutes;
  const enoughAt = short > 0 && recording ? now.getTime() + short * 60_000 : null;
  const { hostId } = most;
  const since = new Date(most.since).getTime();
  return { fleetId, hostId, minutes: most.minutes, since, until, enoughAt, recording, ...needs };
}

/** What is missing, in a sentence that says when there will be enough; null when nothing is. */
export function sayTooLittle({ minutes, neededMinutes, recording }: TrialReadiness): string | null {
  if (minutes >= neededMinutes) return null;
  const has = minutes === 0 ? "nothing yet" : `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const then = recording
    ? `Its agent is recording: in about ${neededMinutes - minutes} minutes there will be enough.`
    : "No agent of it is recording now: start one, and there will be enough ten minutes later.";
  return `A trial needs ${neededMinutes} minutes of recording; in the last ${trialLimits.days} days this fleet recorded ${has}. ${then}`;
}

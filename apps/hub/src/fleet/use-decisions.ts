"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { decisionRowOf } from "../live/decision-row.ts";
import type { DecisionRow } from "../live/live-source.ts";
import { trpc } from "../trpc/client.ts";
import { newestWithin } from "./newest-within.ts";
import { fleetKey } from "./use-fleet.ts";

const refreshMs = 2_000;
// Frames that an agent could not deliver arrive late: what is asked for again overlaps what is known.
const overlapMs = 10_000;
const clockSlackMs = 60_000;

/** The newest decisions of a fleet within a window that moves with the clock, newest first; only news is read again. */
export function useDecisions(fleetId: string, windowMs: number): UseQueryResult<readonly DecisionRow[]> {
  const queries = useQueryClient();
  const queryKey = [...fleetKey(fleetId), "decisions", windowMs];
  return useQuery({
    queryKey,
    queryFn: async () => {
      const known = queries.getQueryData<readonly DecisionRow[]>(queryKey) ?? [];
      const now = Date.now();
      const sinceMs = Math.max(now - windowMs, (known[0]?.at ?? 0) - overlapMs);
      const stored = await trpc.listDecisions.query({ fleetId, sinceMs, untilMs: now + clockSlackMs, limit: 1_000 });
      const news = stored.flatMap((record) => decisionRowOf(record) ?? []);
      return newestWithin([...news, ...known], now - windowMs);
    },
    refetchInterval: refreshMs,
    structuralSharing: false,
  });
}

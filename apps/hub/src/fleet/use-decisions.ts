"use client";

import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { decisionRowOf } from "../live/decision-row.ts";
import type { DecisionRow } from "../live/live-source.ts";
import { trpc } from "../trpc/client.ts";
import { fleetKey } from "./use-fleet.ts";

const refreshMs = 2_000;

/** The newest decisions of a fleet within a window that moves with the clock, newest first. */
export function useDecisions(fleetId: string, windowMs: number, limit: number): UseQueryResult<readonly DecisionRow[]> {
  return useQuery({
    queryKey: [...fleetKey(fleetId), "decisions", windowMs, limit],
    queryFn: async () => {
      const untilMs = Date.now() + 60_000;
      const stored = await trpc.listDecisions.query({ fleetId, sinceMs: untilMs - 60_000 - windowMs, untilMs, limit });
      return stored.flatMap((record) => decisionRowOf(record) ?? []);
    },
    refetchInterval: refreshMs,
  });
}

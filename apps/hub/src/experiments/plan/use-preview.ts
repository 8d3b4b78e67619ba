"use client";

import type { ExperimentPlan } from "@fleet-persona/experiments";
import type { ExperimentObstacle, FleetId, PowerView } from "@fleet-persona/hub-core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { trpc } from "../../trpc/client.ts";

const quietMs = 350;

export type Preview = { readonly power: PowerView; readonly obstacles: readonly ExperimentObstacle[] };

/** What a plan would find, asked for once somebody stops typing; the answer before stays until the next one is there. */
export function usePreview(fleetId: FleetId, plan: ExperimentPlan | null): UseQueryResult<Preview> {
  const written = plan === null ? null : JSON.stringify(plan);
  const settled = useSettled(written);
  return useQuery({
    queryKey: ["preview-power", fleetId, settled],
    queryFn: () => trpc.previewPower.query({ fleetId, plan: JSON.parse(settled ?? "null") as ExperimentPlan }),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

// The newest value that has stood for a moment; a plan that cannot be read keeps the one before.
function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === null || value === settled) return undefined;
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}
